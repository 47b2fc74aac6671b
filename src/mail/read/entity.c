#include "mail/read/entity.h"

#include "base/buf.h"
#include "base/limits.h"
#include "mail/read/charset.h"
#include "mail/read/delimiter.h"
#include "mail/read/mend.h"

struct cutter {
	struct ctx *cx;
	GMimeParserOptions *options;
	GMimeMessage *message; /* made of the first header */
	struct delimiters delimiters;
	size_t at;             /* the next line to be read */
	int parts, lines;      /* so far, of all headers together */
	size_t bytes;
};

/* Tried for bytes above 127 in a header that say nothing of themselves. */
static const char *fallbacks[] = { "utf-8", "windows-1252", NULL };

/* --- headers --- */

static bool is_continuation(struct str line)
{
	return line.len > 0 && (line.at[0] == ' ' || line.at[0] == '\t');
}

/* "Name: value", and "Name :" as some programs write it. */
static bool is_field(struct str line)
{
	size_t i = 0;

	while (i < line.len && line.at[i] > ' ' && line.at[i] != ':' && line.at[i] != 0x7f)
		i++;
	size_t name = i;
	while (i < line.len && (line.at[i] == ' ' || line.at[i] == '\t'))
		i++;
	return name > 0 && i < line.len && line.at[i] == ':';
}

static struct str line_at(const struct cutter *c, size_t at)
{
	struct str all = c->delimiters.all;

	return str_sub(all, at, line_next(all, at) - at);
}

static error count_line(struct cutter *c, struct str line)
{
	c->lines++;
	c->bytes += line.len;
	if (c->lines > LIMIT_MAIL_HEADER_LINES || c->bytes > LIMIT_MAIL_HEADERS)
		return err_new(c->cx, ERR_LIMIT, "the message has more than %d header lines or "
			"%d bytes of headers", LIMIT_MAIL_HEADER_LINES, LIMIT_MAIL_HEADERS);
	return OK;
}

/* Does the header end with the line here, which is no field of it? */
static bool is_content(const struct cutter *c, struct str line, bool folded)
{
	struct str next = line_at(c, c->at + line.len);

	if (folded || is_field(line))
		return false;
	return !is_field(next) && (next.len == 0 || !str_is_blank(next));
}

/*
 * Puts the fields into `out`. *ret_end has a level when a delimiter ended the header, and
 * its content with it.
 */
static error read_head(struct cutter *c, struct entity *e, struct buf *out,
	struct delimiter *ret_end)
{
	struct str all = c->delimiters.all;
	size_t start = c->at;
	bool fields = false;

	*ret_end = (struct delimiter){ .level = -1 };
	for (; c->at < all.len; c->at = line_next(all, c->at)) {
		struct str line = line_at(c, c->at);
		bool folded = fields && is_continuation(line) && !str_is_blank(line);
		if (delimiter_at(&c->delimiters, start, c->at, c->at + line.len, ret_end))
			return OK;
		if (str_is_blank(line)) {
			c->at += line.len;
			e->whole = true;
			return OK;
		}
		if (is_content(c, line, folded))
			return OK;
		TRY(count_line(c, line));
		fields = folded || is_field(line);
		if (fields)
			buf_put(out, line);
	}
	return OK;
}

static GMimeObject *text_object(void)
{
	return GMIME_OBJECT(g_mime_part_new_with_type("text", "plain"));
}

static GMimeObject *object_of(struct cutter *c, struct str head)
{
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(head.at, head.len);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeObject *o = NULL;

	if (c->parts > 1) {
		o = g_mime_parser_construct_part(parser, c->options);
	} else if ((c->message = g_mime_parser_construct_message(parser, c->options)) != NULL) {
		o = g_mime_message_get_mime_part(c->message);
		if (o != NULL)
			g_object_ref(o);
	}
	g_object_unref(parser);
	g_object_unref(stream);
	return o != NULL ? o : text_object();
}

static error read_object(struct cutter *c, struct entity *e, struct delimiter *ret_end)
{
	AUTO_ARENA scratch = arena_create();
	struct buf head = buf_new(scratch, LIMIT_MAIL_HEADERS + 16);

	if (++c->parts > LIMIT_MAIL_BOUNDARIES)
		return err_new(c->cx, ERR_LIMIT, "the message has more than %d lines that "
			"separate parts", LIMIT_MAIL_BOUNDARIES);
	TRY(read_head(c, e, &head, ret_end));
	buf_put(&head, STR("\n\n"));
	e->object = object_of(c, buf_str(&head));
	return OK;
}

/* --- the tree --- */

static void set_body(struct cutter *c, struct entity *e, size_t start, size_t end)
{
	e->body = str_sub(c->delimiters.all, start, end > start ? end - start : 0);
}

static bool open_multipart(struct cutter *c, struct entity *e)
{
	return GMIME_IS_MULTIPART(e->object) && delimiters_push(&c->delimiters, c->cx->arena,
		mend_parameter(c->cx, e->object, "boundary"));
}

static error read_entity(struct cutter *c, struct entity *e, struct delimiter *ret_end);

/* A multipart without a single part is a text that says that it is one. */
static void become_text(struct entity *e)
{
	g_object_unref(e->object);
	e->object = text_object();
}

static error read_multipart(struct cutter *c, struct entity *e, struct delimiter *ret_end)
{
	int level = c->delimiters.depth - 1;
	size_t start = c->at;
	struct delimiter d = delimiter_find(&c->delimiters, start);
	bool digest = g_mime_content_type_is_type(g_mime_object_get_content_type(e->object),
		"multipart", "digest");

	set_body(c, e, start, d.content_end);
	e->multipart = d.level == level && !d.closes;
	c->at = d.next;
	if (!e->multipart)
		become_text(e);
	while (d.level == level && !d.closes) {
		struct entity *child = arena_new(c->cx->arena, struct entity);
		*arena_push(c->cx->arena, &e->children) = child;
		child->in_digest = digest;
		TRY(read_entity(c, child, &d));
	}
	delimiters_pop(&c->delimiters);
	/* What follows the end of a multipart is for nobody. */
	if (d.level == level)
		d = delimiter_find(&c->delimiters, c->at);
	c->at = d.next;
	*ret_end = d;
	return OK;
}

static error read_whole(struct cutter *c, struct entity *e, struct delimiter *ret_end)
{
	TRY(read_object(c, e, ret_end));
	if (ret_end->level >= 0) {
		c->at = ret_end->next;
		return OK;
	}
	if (open_multipart(c, e))
		return read_multipart(c, e, ret_end);
	if (GMIME_IS_MULTIPART(e->object) && c->delimiters.depth < LIMIT_MAIL_DEPTH)
		become_text(e);
	*ret_end = delimiter_find(&c->delimiters, c->at);
	set_body(c, e, c->at, ret_end->content_end);
	c->at = ret_end->next;
	return OK;
}

static error read_entity(struct cutter *c, struct entity *e, struct delimiter *ret_end)
{
	size_t start = c->at;

	TRY(read_whole(c, e, ret_end));
	if (ret_end->content_end > start)
		e->source = str_sub(c->delimiters.all, start, ret_end->content_end - start);
	return OK;
}

static void entity_free(struct entity *e)
{
	for (size_t i = 0; i < e->children.len; i++)
		entity_free(e->children.at[i]);
	if (e->object != NULL)
		g_object_unref(e->object);
}

void entity_tree_free(struct entity_tree *tree)
{
	if (tree->root != NULL)
		entity_free(tree->root);
	if (tree->message != NULL)
		g_object_unref(tree->message);
	if (tree->stream == NULL)
		return;
	g_object_unref(tree->stream);
	g_byte_array_steal(tree->array, NULL);
	g_byte_array_unref(tree->array);
}

static GMimeParserOptions *options_new(void)
{
	GMimeParserOptions *o = g_mime_parser_options_new();

	g_mime_parser_options_set_address_compliance_mode(o, GMIME_RFC_COMPLIANCE_LOOSE);
	g_mime_parser_options_set_parameter_compliance_mode(o, GMIME_RFC_COMPLIANCE_LOOSE);
	g_mime_parser_options_set_rfc2047_compliance_mode(o, GMIME_RFC_COMPLIANCE_LOOSE);
	g_mime_parser_options_set_allow_addresses_without_domain(o, true);
	g_mime_parser_options_set_fallback_charsets(o, fallbacks);
	return o;
}

static error cut(struct ctx *cx, bool has_header, struct entity_tree *tree)
{
	struct cutter c = { .cx = cx, .delimiters = { .all = tree->bytes } };
	struct delimiter end;

	tree->root = arena_new(cx->arena, struct entity);
	if (!has_header) {
		tree->root->object = text_object();
		tree->root->body = tree->bytes;
		tree->message = g_mime_message_new(false);
		return OK;
	}
	c.options = options_new();
	error e = read_entity(&c, tree->root, &end);
	g_mime_parser_options_free(c.options);
	tree->message = c.message != NULL ? c.message : g_mime_message_new(false);
	return e;
}

error entity_tree_read(struct ctx *cx, struct str bytes, bool has_header,
	struct entity_tree *out)
{
	*out = (struct entity_tree){ .bytes = bytes };
	if (bytes.len > LIMIT_MAIL)
		return err_new(cx, ERR_LIMIT, "the message has %zu bytes, at most %d are read",
			bytes.len, LIMIT_MAIL);
	out->array = g_byte_array_new_take((guint8 *)bytes.at, bytes.len);
	out->stream = g_mime_stream_mem_new_with_byte_array(out->array);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(out->stream), false);
	return cut(cx, has_header, out);
}

GMimeDataWrapper *entity_content(const struct entity_tree *tree, const struct entity *e)
{
	int64_t start = e->body.len > 0 ? e->body.at - tree->bytes.at : 0;
	GMimeStream *part = g_mime_stream_substream(tree->stream, start,
		start + (int64_t)e->body.len);
	GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(part,
		GMIME_IS_PART(e->object)
			? g_mime_part_get_content_encoding(GMIME_PART(e->object))
			: GMIME_CONTENT_ENCODING_DEFAULT);

	g_object_unref(part);
	return content;
}
