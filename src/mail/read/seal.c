#include "mail/read/seal.h"

#include "base/buf.h"
#include "base/limits.h"
#include "mail/read/content.h"
#include "mail/read/mend.h"

static bool is_type(const struct entity *e, const char *main, const char *sub)
{
	GMimeContentType *type = g_mime_object_get_content_type(e->object);

	return type != NULL && g_mime_content_type_is_type(type, main, sub);
}

/* A multipart of two, with that protocol. */
static bool is_pair(struct ctx *cx, const struct entity *e, const char *sub, struct str protocol)
{
	return e->multipart && e->children.len == 2 && is_type(e, "multipart", sub) &&
		str_eq_nocase(mend_parameter(cx, e->object, "protocol"), protocol);
}

static error read_signature(struct ctx *cx, const struct entity_tree *tree, struct mail *m)
{
	const struct entity *data = tree->root->children.at[0], *sign = tree->root->children.at[1];
	struct buf keep = buf_new(cx->arena, LIMIT_MAIL_SIGNATURE);
	struct content c = { .cx = cx, .keep = &keep };

	if (!is_type(sign, "application", "pgp-signature"))
		return OK;
	GMimeDataWrapper *content = entity_content(tree, sign);
	error e = content_read(&c, content);
	g_object_unref(content);
	TRY(e);
	if (keep.overflow || keep.len == 0)
		return OK;
	m->seal.signature = buf_str(&keep);
	m->seal.signed_at = data->source.at - tree->bytes.at;
	m->seal.signed_size = (int64_t)data->source.len;
	/* It is no file for anybody to read. */
	struct mail_part *last = &m->parts.at[m->parts.len - 1];
	if (m->parts.len > 0 && str_eq(last->type, STR("application/pgp-signature")))
		last->attached = false;
	return OK;
}

/* Its leaves are the first two of the message: a version, and what is sealed. */
static void read_sealed(struct mail *m)
{
	struct mail_part *p = m->parts.at;

	if (m->parts.len < 2 || !str_eq(p[0].type, STR("application/pgp-encrypted")) ||
		p[1].offset < 0)
		return;
	p[0].attached = false;
	if (p[1].name.len == 0)
		p[1].name = STR("encrypted.asc");
	m->seal.sealed = true;
	m->seal.part = 1;
}

/* All of the text is armour; what stands around it would look as if it were signed. */
static bool is_armour(struct str text, struct str kind, struct str end)
{
	struct str t = str_trim(text);

	return str_starts(t, STR("-----BEGIN PGP ")) && str_starts(str_skip(t, 15), kind) &&
		str_ends(t, end);
}

error seal_read(struct ctx *cx, const struct entity_tree *tree, struct mail *out)
{
	const struct entity *root = tree->root;
	struct str sealed = STR("application/pgp-encrypted");
	bool both = is_pair(cx, root, "signed", STR("application/pgp-signature"));

	if (both)
		TRY(read_signature(cx, tree, out));
	if (is_pair(cx, both ? root->children.at[0] : root, "encrypted", sealed)) {
		read_sealed(out);
		return OK;
	}
	out->seal.sealed_text = is_armour(out->text, STR("MESSAGE-----"), STR("-----END PGP MESSAGE-----"));
	out->seal.signed_text = is_armour(out->text, STR("SIGNED MESSAGE-----"),
		STR("-----END PGP SIGNATURE-----"));
	return OK;
}
