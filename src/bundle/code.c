/* code.c - findings as lines of fields with tabs between; no field has either */
#include "base/buf.h"
#include "base/utf8.h"
#include "bundle/bundle.h"

enum { CODE_MAX = 256 * 1024, FIELDS_MAX = 5 };

struct str bundle_encode(struct arena *a, const struct bundle_findings *f)
{
	struct buf b = buf_new(a, CODE_MAX);

	buf_printf(&b, "count\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\n", f->secret_count, f->entries,
		f->bytes);
	if (f->format.len > 0)
		buf_printf(&b, "format\t%.*s\n", STR_ARG(f->format));
	for (size_t i = 0; i < f->facts.len; i++) {
		const struct bundle_fact *x = &f->facts.at[i];
		buf_printf(&b, "fact\t%.*s\t%.*s\t%.*s\t%" PRId64 "\n", STR_ARG(bundle_fact_name(x->kind)),
			STR_ARG(x->value), STR_ARG(x->file), x->line);
	}
	for (size_t i = 0; i < f->secrets.len; i++) {
		const struct bundle_secret *x = &f->secrets.at[i];
		buf_printf(&b, "secret\t%.*s\t%.*s\t%.*s\t%" PRId64 "\n", STR_ARG(x->kind),
			STR_ARG(x->shown), STR_ARG(x->file), x->line);
	}
	for (size_t i = 0; i < f->notes.len; i++)
		buf_printf(&b, "note\t%.*s\n", STR_ARG(f->notes.at[i]));
	return buf_str(&b);
}

static bool is_number(struct str text, int64_t *out)
{
	return str_int(text, out) && *out >= 0;
}

static bool read_fact(struct ctx *cx, const struct str *v, struct bundle_findings *f)
{
	struct bundle_fact x = { .value = v[2], .file = v[3] };

	while (x.kind < FACT_KINDS && !str_eq(bundle_fact_name(x.kind), v[1]))
		x.kind++;
	if (x.kind == FACT_KINDS || f->facts.len == BUNDLE_FACTS_MAX || !is_number(v[4], &x.line))
		return false;
	*arena_push(cx->arena, &f->facts) = x;
	return true;
}

static bool read_secret(struct ctx *cx, const struct str *v, struct bundle_findings *f)
{
	struct bundle_secret x = { .kind = v[1], .shown = v[2], .file = v[3] };

	if (f->secrets.len == BUNDLE_SECRETS_MAX || !is_number(v[4], &x.line))
		return false;
	*arena_push(cx->arena, &f->secrets) = x;
	return true;
}

static bool read_line(struct ctx *cx, struct str line, struct bundle_findings *f)
{
	struct str v[FIELDS_MAX] = { { 0 } };
	size_t n = 0;

	while (n < FIELDS_MAX && str_cut(&line, '\t', &v[n]))
		n++;
	if (str_eq(v[0], STR("fact")))
		return n == 5 && read_fact(cx, v, f);
	if (str_eq(v[0], STR("secret")))
		return n == 5 && read_secret(cx, v, f);
	if (str_eq(v[0], STR("count")))
		return n == 4 && is_number(v[1], &f->secret_count) && is_number(v[2], &f->entries) &&
			is_number(v[3], &f->bytes);
	if (str_eq(v[0], STR("format")))
		f->format = v[1];
	else if (str_eq(v[0], STR("note")) && f->notes.len < BUNDLE_FACTS_MAX)
		*arena_push(cx->arena, &f->notes) = v[1];
	else
		return false;
	return n == 2;
}

error bundle_decode(struct ctx *cx, struct str text, struct bundle_findings *out)
{
	struct bundle_findings f = { 0 };
	struct str line, own;

	if (text.len > CODE_MAX || !utf8_is_text(text))
		return err_new(cx, ERR_MALFORMED, "findings are no text, or too long");
	own = str_copy(cx->arena, text);
	while (str_cut(&own, '\n', &line))
		if (line.len > 0 && !read_line(cx, line, &f))
			return err_new(cx, ERR_MALFORMED, "findings have a line that is none");
	*out = f;
	return OK;
}
