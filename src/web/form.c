#include "web/engine/exchange.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "web/form.h"
#include "web/http/multipart.h"

/* "text/plain; charset=utf-8" is of the type "text/plain" */
static bool is_type(struct str header, struct str type)
{
	ptrdiff_t semicolon = str_find_char(header, ';');
	return str_eq_nocase(
		str_trim(semicolon < 0 ? header : str_sub(header, 0, (size_t)semicolon)), type);
}

static error outcome_error(struct web *w, enum pairs_outcome outcome)
{
	switch (outcome) {
	case PAIRS_OK:
		break;
	case PAIRS_MALFORMED:
		return err_person(&w->cx, ERR_MALFORMED, "The form is not valid UTF-8 text.");
	case PAIRS_TOO_MANY:
		return err_person(&w->cx, ERR_LIMIT, "The form has more than 200 fields.");
	}
	return OK;
}

error form_read(struct web *w)
{
	struct str type = w->known[HEADER_CONTENT_TYPE];
	if (w->form_read)
		return OK;
	w->form_read = true;
	if (w->body.len == 0)
		return OK;
	struct str boundary = multipart_boundary(w->cx.arena, type);
	if (boundary.len > 0)
		return upload_read_form(w, boundary);
	if (!is_type(type, STR("application/x-www-form-urlencoded")))
		return err_person(&w->cx, ERR_MEDIA,
			"The body is not a form: send application/x-www-form-urlencoded.");
	return outcome_error(w, pairs_urlencoded(w->cx.arena, buf_str(&w->body), &w->form));
}

/* --- one field --- */

static error wrong(struct web *w, const struct field *f, struct str text)
{
	return err_person_(&w->cx, ERR_INVALID, f->name, text, __FILE__, __LINE__);
}

/* Browsers send CRLF for every line break. */
static struct str with_plain_breaks(struct arena *a, struct str s)
{
	if (str_find_char(s, '\r') < 0)
		return s;
	char *to = arena_bytes(a, s.len);
	size_t len = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '\r' && i + 1 < s.len && s.at[i + 1] == '\n')
			continue;
		to[len++] = s.at[i] == '\r' ? '\n' : s.at[i];
	}
	return str_of(to, len);
}

static error take_text(struct web *w, const struct field *f, struct str value, struct str *out)
{
	bool secret = f->secret; /* a password is what was typed */
	struct str s = secret ? value : with_plain_breaks(w->cx.arena, value);
	s = secret || f->lines ? s : str_trim(s);
	*out = s;
	if (!utf8_is_text(s))
		return wrong(w, f, SAY("This holds characters that cannot be stored. Remove them."));
	if (!f->lines && str_find_char(s, '\n') >= 0)
		return wrong(w, f, SAY("This must be one line."));
	if (f->required && (secret ? s.len == 0 : str_is_blank(s)))
		return wrong(w, f, SAY("Fill this in."));
	if (f->max > 0 && s.len > (size_t)f->max)
		return err_numbers(&w->cx, f->name,
			"This is too long: {1} bytes, at most {2} are kept.", (int64_t)s.len, f->max);
	if (s.len > 0 && s.len < (size_t)f->min)
		return err_numbers(&w->cx, f->name, "This is too short: at least {1} characters.",
			f->min, 0);
	return OK;
}

static error take_int(struct web *w, const struct field *f, struct str value, int64_t *out)
{
	int64_t n;
	value = str_trim(value);
	if (value.len == 0)
		return f->required ? wrong(w, f, SAY("Fill this in.")) : OK;
	if (!str_int(value, &n))
		return wrong(w, f, SAY("This must be a whole number."));
	*out = n;
	if ((f->min != 0 || f->max != 0) && (n < f->min || n > f->max))
		return err_numbers(&w->cx, f->name, "This must be between {1} and {2}.", f->min, f->max);
	return OK;
}

static error take_texts(struct web *w, const struct field *f, str_list *out)
{
	error all = OK;
	struct str value, text = { 0 };
	for (size_t n = 0; pairs_get(&w->form, str_from(f->name), n, &value); n++) {
		error e = take_text(w, f, value, &text);
		all = err_also(&w->cx, all, e);
		*arena_push(w->cx.arena, out) = text;
	}
	if (out->len == 0 && f->required)
		return wrong(w, f, SAY("Choose at least one."));
	return all;
}

static error take(struct web *w, const struct field *f, void *form)
{
	void *at = (char *)form + f->at;
	struct str value = STR("");
	bool given = pairs_get(&w->form, str_from(f->name), 0, &value);
	switch (f->kind) {
	case FIELD_INT_:
		return take_int(w, f, value, at);
	case FIELD_TEXT_:
		return take_text(w, f, value, at);
	case FIELD_BOOL_:
		*(bool *)at = given && !str_eq(value, STR("0")) && value.len > 0;
		return OK;
	case FIELD_TEXTS_:
		return take_texts(w, f, at);
	case FIELD_END_:
		break;
	}
	return OK;
}

error web_form(struct web *w, const struct field *fields, void *out)
{
	error all = OK;
	TRY(form_read(w));
	for (const struct field *f = fields; f->kind != FIELD_END_; f++) {
		error e = take(w, f, out);
		all = err_also(&w->cx, all, e);
	}
	return all;
}

bool form_is_refused(error e)
{
	return err_is(e, ERR_INVALID) || (err_is(e, ERR_CONFLICT) && !e->retry && e->fields != NULL);
}

error form_day(struct ctx *cx, const char *field, struct str text, instant *out)
{
	instant at = { 0 };
	int year;

	*out = at;
	if (text.len == 0)
		return OK;
	bool is_day = text.len == LIMIT_DAY && instant_parse(text, &at);
	year = is_day ? civil_from(at).year : 0;
	if (year < 1990 || year > 2199)
		return err_person_(cx, ERR_INVALID, field,
			SAY("Write the day as 2026-11-23, between 1990 and 2199."), __FILE__, __LINE__);
	*out = at;
	return OK;
}

struct str form_day_text(struct arena *a, instant at)
{
	return instant_is_set(at) ? str_sub(instant_iso(a, at), 0, LIMIT_DAY) : STR("");
}

error form_time(struct ctx *cx, const char *field, struct str text, instant *out)
{
	*out = (instant){ 0 };
	if (text.len == 0 || instant_parse(text, out) ||
		instant_parse(str_concat(cx->arena, text, STR("Z")), out))
		return OK;
	return err_person_(cx, ERR_INVALID, field,
		SAY("Write a time as 2026-11-23T09:00, in UTC."), __FILE__, __LINE__);
}

struct str form_time_text(struct arena *a, instant at)
{
	return instant_is_set(at) ? str_sub(instant_iso(a, at), 0, sizeof "2026-11-23T09:00" - 1)
				  : STR("");
}
