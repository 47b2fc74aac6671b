#include "base/buf.h"
#include "base/utf8.h"
#include "html/markdown.h"

enum { ANCHOR_MAX = 80 };

struct markdown_anchors markdown_anchors_new(struct arena *a)
{
	return (struct markdown_anchors){ map_new(a) };
}

struct str markdown_anchor(struct arena *a, struct str heading)
{
	struct buf b = buf_new(a, heading.len + 1);
	bool dash = false;

	for (size_t i = 0; i < heading.len; i++) {
		char c = heading.at[i];
		bool word = str_is_alpha(c) || str_is_digit(c) || c == '_' || (c & 0x80) != 0;
		if (word && dash && b.len > 0)
			buf_char(&b, '-');
		if (word) {
			buf_char(&b, str_lower_char(c));
			dash = false;
		}
		dash |= str_is_space(c) || c == '-';
	}
	struct str made = utf8_cut(buf_str(&b), ANCHOR_MAX);
	return made.len > 0 ? made : STR("section");
}

struct str markdown_anchor_take(struct markdown_anchors *m, struct str heading)
{
	struct arena *a = m->taken.arena;
	struct str base = markdown_anchor(a, heading), id = base;

	for (int n = 2; map_get(&m->taken, id) != NULL; n++)
		id = str_printf(a, "%.*s-%d", STR_ARG(base), n);
	map_put(&m->taken, id, m);
	return id;
}
