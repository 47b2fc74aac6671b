#include "web/knowledge/structured.h"

#include "base/json.h"
#include "base/limits.h"

static struct str address(struct html *out, struct str origin, const char *path)
{
	return str_printf(out->arena, "%.*s%s", STR_ARG(origin), path);
}

static void put_article(struct html *out, struct json_writer *j, const struct article *a,
	struct str origin)
{
	const char *number = str_c(out->arena, a->number);

	jw_object(j);
	jw_put_str(j, "@type", STR("TechArticle"));
	jw_put_str(j, "@id", str_printf(out->arena, "%.*s/kb/%s", STR_ARG(origin), number));
	jw_put_str(j, "url", str_printf(out->arena, "%.*s/kb/%s/%.*s", STR_ARG(origin), number,
		STR_ARG(a->slug)));
	jw_put_str(j, "identifier", a->number);
	jw_put_str(j, "headline", a->title);
	if (a->summary.len > 0)
		jw_put_str(j, "description", a->summary);
	jw_put_str(j, "inLanguage", a->language);
	jw_put_int(j, "version", a->published_version);
	jw_put_instant(j, "datePublished", a->created_at);
	jw_put_instant(j, "dateModified", a->published_at);
	jw_key(j, STR("publisher"));
	jw_object(j);
	jw_put_str(j, "@type", STR("Organization"));
	jw_put_str(j, "name", out->viewer->center);
	jw_object_end(j);
	jw_object_end(j);
}

static void put_crumb(struct json_writer *j, int64_t position, struct str name, struct str item)
{
	jw_object(j);
	jw_put_str(j, "@type", STR("ListItem"));
	jw_put_int(j, "position", position);
	jw_put_str(j, "name", name);
	jw_put_str(j, "item", item);
	jw_object_end(j);
}

static void put_crumbs(struct html *out, struct json_writer *j, const struct article *a,
	struct str origin)
{
	struct str type = html_tr(out, article_type_name((enum article_type)a->type));

	jw_object(j);
	jw_put_str(j, "@type", STR("BreadcrumbList"));
	jw_key(j, STR("itemListElement"));
	jw_array(j);
	put_crumb(j, 1, html_tr(out, SAY("Knowledge Base")), address(out, origin, "/kb"));
	put_crumb(j, 2, type, str_printf(out->arena, "%.*s/kb?type=%" PRId64, STR_ARG(origin), a->type));
	jw_array_end(j);
	jw_object_end(j);
}

/* No text may end the element: within JSON a '<' can be written as an escape. */
static void put_block(struct html *out, struct str json)
{
	struct str piece;

	html_literal(out, STR("<script type=\"application/ld+json\">"));
	for (ptrdiff_t at; (at = str_find_char(json, '<')) >= 0;) {
		piece = str_sub(json, 0, (size_t)at);
		html_literal(out, piece);
		html_literal(out, STR("\\u003c"));
		json = str_skip(json, (size_t)at + 1);
	}
	html_literal(out, json);
	html_literal(out, STR("</script>"));
}

void article_structured(struct html *out, const struct article_view *v, struct str origin)
{
	struct buf text = buf_new(out->arena, LIMIT_ARTICLE);
	struct json_writer j = jw_new(&text);

	if (v->article.state != ARTICLE_PUBLISHED)
		return;
	jw_object(&j);
	jw_put_str(&j, "@context", STR("https://schema.org"));
	jw_key(&j, STR("@graph"));
	jw_array(&j);
	put_article(out, &j, &v->article, origin);
	put_crumbs(out, &j, &v->article, origin);
	jw_array_end(&j);
	jw_object_end(&j);
	put_block(out, buf_str(&text));
}
