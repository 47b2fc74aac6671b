#include "demo/script.h"

#include "base/check.h"
#include "demo/blob.h"

struct str script_file(const char *name)
{
	for (const struct blob *b = demo_blobs; b->name.len > 0; b++)
		if (str_eq(b->name, str_from(name)))
			return b->text;
	check(!"demo/ has the file");
	return STR("");
}

bool script_row(struct str *rest, struct script_row *out)
{
	struct str line, field;

	while (str_cut(rest, '\n', &line)) {
		if (str_is_blank(line) || line.at[0] == '#')
			continue;
		*out = (struct script_row){ 0 };
		while (out->len < SCRIPT_FIELDS_MAX && str_cut(&line, '|', &field))
			out->at[out->len++] = str_trim(field);
		return true;
	}
	return false;
}

struct script script_read(struct arena *a, struct str name, struct str text)
{
	struct script s = { .name = name };
	ptrdiff_t end = str_find(text, STR("---\n"));
	struct script_part *part = NULL;
	struct str line;

	check(end > 0);
	s.head = str_sub(text, 0, (size_t)end);
	struct str rest = str_skip(text, (size_t)end + 4);
	bool code = false; /* in a fence a line may begin with ## */
	while (str_cut(&rest, '\n', &line)) {
		if (str_starts(line, STR("```")))
			code = !code;
		if (!code && str_starts(line, STR("## "))) {
			part = arena_push(a, &s.parts);
			*part = (struct script_part){ str_trim(str_skip(line, 3)), { rest.at, 0 } };
		} else if (part != NULL) {
			part->text.len = (size_t)(line.at + line.len - part->text.at);
		}
	}
	for (size_t i = 0; i < s.parts.len; i++)
		s.parts.at[i].text = str_trim(s.parts.at[i].text);
	return s;
}

struct str script_value(const struct script *s, const char *key)
{
	struct str rest = s->head, line, name;

	while (str_cut(&rest, '\n', &line)) {
		if (str_cut(&line, ':', &name) && str_eq(str_trim(name), str_from(key)))
			return str_trim(line);
	}
	return STR("");
}

script_list script_folder(struct arena *a, const char *folder)
{
	script_list list = { 0 };
	struct str prefix = str_printf(a, "%s/", folder);

	for (const struct blob *b = demo_blobs; b->name.len > 0; b++)
		if (str_starts(b->name, prefix))
			*arena_push(a, &list) = script_read(a, b->name, b->text);
	return list;
}
