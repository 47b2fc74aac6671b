/* message.c - text in the viewer's language */
#include "html/html.h"

/* "Öpéñ ä çåsé" with padding: what a longer language would do to the page. */
static struct str pseudo(struct arena *a, struct str english)
{
	static const char from[] = "aeiouAEIOUcnsy";
	static const char *const to[] = { "ä", "é", "ï", "ö", "ü", "Å", "É", "Î", "Ø", "Û", "ç",
		"ñ", "š", "ÿ" };
	struct buf b = buf_new(a, english.len * 4 + 64);
	buf_char(&b, '[');
	for (size_t i = 0; i < english.len; i++) {
		const char *at = strchr(from, english.at[i]);
		bool hole = english.at[i] == '{';
		if (hole) {
			ptrdiff_t end = str_find_char(str_skip(english, i), '}');
			size_t len = end > 0 ? (size_t)end + 1 : 1;
			buf_put(&b, str_sub(english, i, len));
			i += len - 1;
		} else if (at != NULL && english.at[i] != '\0') {
			buf_put(&b, str_from(to[at - from]));
		} else {
			buf_char(&b, english.at[i]);
		}
	}
	for (size_t i = 0; i < english.len * 2 / 5; i++)
		buf_char(&b, i % 8 == 7 ? ' ' : '~');
	buf_char(&b, ']');
	return buf_str(&b);
}

static struct str translate(struct html *h, uint64_t hash, struct str english)
{
	const struct locale *l = h->viewer->locale;
	if (l->pseudo)
		return pseudo(h->arena, english);
	const struct catalog_entry *e = l->catalog ? locale_entry(l, hash) : NULL;
	return e != NULL ? e->one : english;
}

struct str html_tr(struct html *h, struct str english)
{
	return translate(h, str_hash(english), english);
}

void html_msg_text(struct html *h, uint64_t hash, struct str english)
{
	html_put_str(h, translate(h, hash, english));
}

struct msg_walk html_msg(struct html *h, uint64_t hash, struct str english)
{
	return (struct msg_walk){ .out = h, .rest = translate(h, hash, english) };
}

bool html_msg_next(struct msg_walk *w)
{
	for (size_t i = 0; i + 2 < w->rest.len; i++) {
		if (w->rest.at[i] != '{' || !str_is_digit(w->rest.at[i + 1]))
			continue;
		ptrdiff_t end = str_find_char(str_skip(w->rest, i), '}');
		int64_t hole;
		if (end < 0 || !str_int(str_sub(w->rest, i + 1, (size_t)end - 1), &hole))
			continue;
		html_put_str(w->out, str_sub(w->rest, 0, i));
		w->rest = str_skip(w->rest, i + (size_t)end + 1);
		w->hole = (int)hole;
		return true;
	}
	html_put_str(w->out, w->rest);
	w->rest = STR("");
	return false;
}

void html_plural(struct html *h, int64_t n, struct str one, struct str other)
{
	/* English and German share a rule (CLDR): one for exactly 1. */
	const struct locale *l = h->viewer->locale;
	struct str key = str_concat(h->arena, str_concat(h->arena, one, STR("\002")), other);
	const struct catalog_entry *e = l->catalog ? locale_entry(l, str_hash(key)) : NULL;
	struct str text = n == 1 ? (e ? e->one : one) : (e ? e->other : other);
	if (l->pseudo)
		text = pseudo(h->arena, text);
	ptrdiff_t at = str_find(text, STR("{n}"));
	if (at < 0) {
		html_put_str(h, text);
		return;
	}
	html_put_str(h, str_sub(text, 0, (size_t)at));
	html_number(h, n);
	html_put_str(h, str_skip(text, (size_t)at + 3));
}
