#include "domain/search/document.h"

static const struct str kind_names[SEARCH_KINDS] = {
	[SEARCH_NONE] = STR_INIT(""),
	[SEARCH_ARTICLE] = STR_INIT("article"),
	[SEARCH_MANUAL] = STR_INIT("manual"),
	[SEARCH_TOPIC] = STR_INIT("topic"),
	[SEARCH_BLOG] = STR_INIT("blog"),
	[SEARCH_RELEASE] = STR_INIT("release"),
	[SEARCH_FILE] = STR_INIT("file"),
	[SEARCH_ADVISORY] = STR_INIT("advisory"),
	[SEARCH_CASEFILE] = STR_INIT("casefile"),
	[SEARCH_ENTRY] = STR_INIT("entry"),
	[SEARCH_DOCUMENT] = STR_INIT("document"),
	[SEARCH_DEFECT] = STR_INIT("defect"),
};

struct str search_kind_name(enum search_kind kind)
{
	return kind_names[kind];
}

enum search_kind search_kind_by_name(struct str name)
{
	for (int k = SEARCH_NONE + 1; k < SEARCH_KINDS; k++)
		if (str_eq(name, kind_names[k]))
			return (enum search_kind)k;
	return SEARCH_NONE;
}

enum search_kind search_listed_as(const struct search_document *d)
{
	return d->as != SEARCH_NONE ? d->as : d->kind;
}

struct str search_ref_text(struct arena *a, struct search_ref ref)
{
	return str_printf(a, "%.*s/%" PRId64, STR_ARG(kind_names[ref.kind]), ref.id);
}

bool search_ref_parse(struct str text, struct search_ref *out)
{
	struct str name;
	int64_t id;
	if (!str_cut(&text, '/', &name) || !str_int(text, &id))
		return false;
	enum search_kind kind = search_kind_by_name(name);
	if (kind == SEARCH_NONE || id <= 0)
		return false;
	*out = (struct search_ref){ kind, id };
	return true;
}
