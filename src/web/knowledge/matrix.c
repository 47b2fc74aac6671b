#include "web/knowledge/matrix.h"

#include "base/buf.h"
#include "base/limits.h"
#include "html/plain.h"

/* What stands between two tags, and *text after them; false when there is no more. */
static bool next_between(struct str *text, struct str open, struct str close, struct str *out)
{
	ptrdiff_t from = str_find(*text, open);

	if (from < 0)
		return false;
	struct str rest = str_skip(*text, (size_t)from + open.len);
	ptrdiff_t to = str_find(rest, close);
	if (to < 0)
		return false;
	*out = str_sub(rest, 0, (size_t)to);
	*text = str_skip(rest, (size_t)to + close.len);
	return true;
}

static struct str words_of(struct arena *a, struct str cell)
{
	return str_trim(plain_text(a, safe_html_stored(cell)));
}

static bool next_value(struct str *cell, struct str *out)
{
	if (!str_cut(cell, ',', out))
		return false;
	*out = str_trim(*out);
	return true;
}

static bool has_value(struct str cell, struct str value)
{
	struct str one;

	while (next_value(&cell, &one))
		if (str_eq(one, value))
			return true;
	return false;
}

static void add_values(struct arena *a, struct matrix_column *c, struct str cell)
{
	struct str one;

	while (next_value(&cell, &one)) {
		bool known = one.len == 0;
		for (size_t i = 0; i < c->values.len && !known; i++)
			known = str_eq(c->values.at[i], one);
		if (!known && c->values.len <= MATRIX_VALUES)
			*arena_push(a, &c->values) = one;
	}
}

static void read_head(struct arena *a, struct str head, const struct str *chosen,
	struct matrix *out)
{
	struct str cell;

	while (next_between(&head, STR("<th scope=\"col\">"), STR("</th>"), &cell) &&
		out->columns.len < MATRIX_COLUMNS) {
		struct str value = chosen[out->columns.len];
		out->narrowed = out->narrowed || value.len > 0;
		*arena_push(a, &out->columns) = (struct matrix_column){ .name = words_of(a, cell),
			.chosen = value };
	}
}

/* Whether the row is like all that was chosen; its values are noted. */
static bool read_row(struct arena *a, struct str row, struct matrix *out)
{
	bool fits = true;
	struct str cell;

	for (size_t i = 0; i < out->columns.len; i++) {
		struct matrix_column *c = &out->columns.at[i];
		struct str words = STR("");
		if (next_between(&row, STR("<td>"), STR("</td>"), &cell))
			words = words_of(a, cell);
		add_values(a, c, words);
		fits = fits && (c->chosen.len == 0 || has_value(words, c->chosen));
	}
	return fits;
}

static struct str read_rows(struct arena *a, struct str body, struct matrix *out)
{
	struct buf kept = buf_new(a, body.len + 1);
	struct str row;

	while (next_between(&body, STR("<tr>"), STR("</tr>\n"), &row)) {
		bool fits = read_row(a, row, out);
		out->rows++;
		out->shown += fits;
		if (fits)
			buf_printf(&kept, "<tr>%.*s</tr>\n", STR_ARG(row));
	}
	return buf_str(&kept);
}

/* A column of one value, or of very many, says nothing by being narrowed. */
static void leave_out_idle(struct matrix *out)
{
	for (size_t i = 0; i < out->columns.len; i++) {
		struct matrix_column *c = &out->columns.at[i];
		if (c->values.len < 2 || c->values.len > MATRIX_VALUES)
			c->values.len = 0;
	}
}

static bool narrow(struct arena *a, struct str *markup, const struct str *chosen,
	struct matrix *out)
{
	struct str rest = *markup, head, body;

	if (!next_between(&rest, STR("<thead>"), STR("</thead>"), &head) ||
		!next_between(&rest, STR("<tbody>\n"), STR("</tbody>"), &body))
		return false;
	read_head(a, head, chosen, out);
	struct str kept = read_rows(a, body, out);
	leave_out_idle(out);
	struct buf whole = buf_new(a, markup->len + 1);
	buf_put(&whole, str_sub(*markup, 0, (size_t)(body.at - markup->at)));
	buf_put(&whole, kept);
	buf_put(&whole, str_skip(*markup, (size_t)(body.at + body.len - markup->at)));
	*markup = buf_str(&whole);
	return true;
}

void matrix_narrow(struct arena *a, struct article_section_list *sections, const struct str *chosen,
	struct matrix *out)
{
	*out = (struct matrix){ 0 };
	for (size_t i = 0; i < sections->len; i++) {
		if (!narrow(a, &sections->at[i].markup, chosen, out))
			continue;
		out->section = i;
		return;
	}
}

struct str matrix_name(struct html *out, size_t column)
{
	return str_printf(out->arena, "c%zu", column + 1);
}
