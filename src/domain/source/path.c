#include "domain/source/path.h"

#include "base/buf.h"

struct str source_last_part(struct str path)
{
	ptrdiff_t slash = str_rfind_char(path, '/');
	return slash < 0 ? path : str_skip(path, (size_t)slash + 1);
}

struct str source_folder(struct str path)
{
	ptrdiff_t slash = str_rfind_char(path, '/');
	return slash < 0 ? STR("") : str_sub(path, 0, (size_t)slash);
}

struct str source_first_part(struct str path)
{
	struct str part = STR("");
	(void)str_cut(&path, '/', &part);
	return part;
}

struct str source_join(struct arena *a, struct str folder, struct str path)
{
	str_list parts = { 0 };
	struct buf b = buf_new(a, folder.len + path.len + 2);
	struct str rest = str_printf(a, "%.*s/%.*s", STR_ARG(folder), STR_ARG(path)), part;

	while (str_cut(&rest, '/', &part)) {
		if (str_eq(part, STR("..")))
			parts.len -= parts.len > 0;
		else if (part.len > 0 && !str_eq(part, STR(".")))
			*arena_push(a, &parts) = part;
	}
	for (size_t i = 0; i < parts.len; i++) {
		if (i > 0)
			buf_char(&b, '/');
		buf_put(&b, parts.at[i]);
	}
	return buf_str(&b);
}

struct str source_without_extension(struct str path)
{
	struct str name = source_last_part(path);
	ptrdiff_t dot = str_rfind_char(name, '.');
	return dot < 1 ? path : str_sub(path, 0, path.len - (name.len - (size_t)dot));
}

bool source_has_scheme(struct str link)
{
	size_t i = 0;

	while (i < link.len && (str_is_alpha(link.at[i]) || link.at[i] == '+'))
		i++;
	return i > 1 && i < link.len && link.at[i] == ':';
}

struct str source_without_tail(struct str link)
{
	for (size_t i = 0; i < link.len; i++)
		if (link.at[i] == '?' || link.at[i] == '#')
			return str_sub(link, 0, i);
	return link;
}

struct str source_fragment(struct str link)
{
	ptrdiff_t hash = str_find_char(link, '#');
	return hash < 0 ? STR("") : str_skip(link, (size_t)hash + 1);
}
