#include "web/search/narrow.h"

#include "base/limits.h"

enum { MONTH_DAYS = 31, YEAR_DAYS = 366 };

/* As they stand on the page. */
enum filter { PRODUCT, RELEASE, TYPE, UPDATED, SOLVED, FILTERS };

static const struct {
	const char *name; /* in the address */
	struct msg label;
} filters[FILTERS] = {
	[PRODUCT] = { "product", MSG_INIT("Product") },
	[RELEASE] = { "release", MSG_INIT("Release") },
	[TYPE] = { "type", MSG_INIT("Article type") },
	[UPDATED] = { "updated", MSG_INIT("Updated") },
	[SOLVED] = { "solved", MSG_INIT("Solved") },
};

static void read_names(struct web *w, const char *name, str_list *out)
{
	struct str one;

	for (size_t i = 0; i < SEARCH_NAMES_MAX && web_query_nth(w, name, i, &one); i++)
		if (one.len > 0)
			*arena_push(web_ctx(w)->arena, out) = one;
}

static error read_updated(struct ctx *cx, struct str text, instant *out)
{
	int64_t days = str_eq(text, STR("month")) ? MONTH_DAYS : str_eq(text, STR("year")) ? YEAR_DAYS : 0;

	if (days > 0)
		*out = instant_add(cx->now, (seconds){ -days * SECONDS_PER_DAY });
	else if (text.len > 0)
		return err_field(cx, "updated", "Say month or year, or leave it out.");
	return OK;
}

error narrow_read(struct web *w, struct search_narrow *out)
{
	struct ctx *cx = web_ctx(w);
	struct str kind = web_query(w, "kind");

	*out = (struct search_narrow){ .solved = web_query(w, "solved").len > 0 };
	if (kind.len > 0) {
		enum search_kind k = search_kind_by_name(kind);
		if (k == SEARCH_NONE)
			return err_field(cx, "kind", "There is no such kind of result.");
		out->kinds = 1u << k;
	}
	read_names(w, "product", &out->products);
	read_names(w, "release", &out->releases);
	read_names(w, "type", &out->types);
	return read_updated(cx, web_query(w, "updated"), &out->since);
}

/* --- addresses --- */

static void put_encoded(struct buf *b, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		if (str_is_alpha(s.at[i]) || str_is_digit(s.at[i]) || c == '-' || c == '.') {
			buf_char(b, s.at[i]);
			continue;
		}
		buf_char(b, '%');
		buf_char(b, hex[c >> 4]);
		buf_char(b, hex[c & 15]);
	}
}

static void put_value(struct buf *b, const char *name, struct str value)
{
	if (value.len == 0)
		return;
	buf_printf(b, "%s=", name);
	put_encoded(b, value);
	buf_char(b, '&');
}

static bool next_value(struct web *w, enum filter f, size_t n, struct str *out)
{
	return n < SEARCH_NAMES_MAX && web_query_nth(w, filters[f].name, n, out);
}

/* The filters of this search, but for one value of `left_out`; FILTERS leaves out none. */
static void put_filters(struct web *w, struct buf *b, enum filter left_out, struct str value)
{
	struct str one;

	for (enum filter f = 0; f < FILTERS; f++)
		for (size_t i = 0; next_value(w, f, i, &one); i++)
			if (f != left_out || !str_eq(one, value))
				put_value(b, filters[f].name, one);
}

static struct buf begin(struct web *w)
{
	struct buf b = buf_new(web_ctx(w)->arena, LIMIT_QUERY * 6);

	buf_put(&b, STR("/search?"));
	put_value(&b, "q", web_query(w, "q"));
	put_value(&b, "verbatim", web_query(w, "verbatim"));
	return b;
}

static struct str end(struct buf *b, struct str kind, int64_t page)
{
	put_value(b, "kind", kind);
	buf_printf(b, "page=%" PRId64, page);
	return buf_str(b);
}

struct str narrow_address(struct web *w, struct str kind, int64_t page)
{
	struct buf b = begin(w);

	put_filters(w, &b, FILTERS, STR(""));
	return end(&b, kind, page);
}

static struct str address_without(struct web *w, enum filter f, struct str value)
{
	struct buf b = begin(w);

	put_filters(w, &b, f, value);
	return end(&b, web_query(w, "kind"), 1);
}

/* The value as the page calls it. */
static struct str shown(enum filter f, struct str value)
{
	if (f == UPDATED)
		return str_eq(value, STR("month")) ? MSG("Past month").text : MSG("Past year").text;
	return f == SOLVED ? STR("") : value;
}

void narrow_chosen(struct web *w, narrow_chosen_list *out, struct str *ret_none)
{
	struct buf none = begin(w);
	struct str one;

	*out = (narrow_chosen_list){ 0 };
	for (enum filter f = 0; f < FILTERS; f++)
		for (size_t i = 0; next_value(w, f, i, &one); i++)
			if (one.len > 0)
				*arena_push(web_ctx(w)->arena, out) = (struct narrow_chosen){
					.label = filters[f].label, .value = shown(f, one),
					.in_english = f == TYPE || f == UPDATED,
					.address = address_without(w, f, one) };
	*ret_none = end(&none, web_query(w, "kind"), 1);
}
