/* layout_mkdocs.c - mkdocs.yml and the folder that it names */
#include "domain/manual/import/layout/layout.h"
#include "domain/manual/import/value/yaml_value.h"
#include "domain/source/path.h"

enum { DEPTH_MAX = 16 };

static struct book_file *settings(struct book *b)
{
	struct book_file *f = book_file(b, STR("mkdocs.yml"));
	return f != NULL ? f : book_file(b, STR("mkdocs.yaml"));
}

static bool is(struct book *b)
{
	return settings(b) != NULL;
}

static void entries(struct book *b, struct book_release *r, const struct js_value *list, int depth);

static void page(struct book *b, struct book_release *r, struct str label, struct str path,
	int depth)
{
	struct book_page *p = map_get(&r->by_file, source_join(b->cx->arena, r->folder, path));

	if (source_has_scheme(path))
		book_node_add(b, r, (struct book_node){ label, NULL, path, depth });
	else if (p != NULL)
		book_node_add(b, r, (struct book_node){ label, p, STR(""), depth });
	else
		book_find(b, BOOK_TREE_NOWHERE, settings(b)->path, 0, path);
}

/* "a.md", { Label: a.md }, { Label: [...] } */
static void entry(struct book *b, struct book_release *r, const struct js_value *v, int depth)
{
	if (v->kind == JS_STRING) {
		page(b, r, STR(""), v->text, depth);
		return;
	}
	for (size_t i = 0; v->kind == JS_OBJECT && i < v->members.len; i++) {
		const struct js_member *m = &v->members.at[i];
		if (m->value.kind == JS_STRING) {
			page(b, r, m->name, m->value.text, depth);
			continue;
		}
		book_node_add(b, r, (struct book_node){ m->name, NULL, STR(""), depth });
		entries(b, r, &m->value, depth + 1);
	}
}

static void entries(struct book *b, struct book_release *r, const struct js_value *list, int depth)
{
	for (size_t i = 0; list != NULL && depth < DEPTH_MAX && i < list->members.len; i++)
		entry(b, r, &list->members.at[i].value, depth);
}

/* plugins: [{ redirects: { redirect_maps: { old.md: new.md } } }] */
static void redirects(struct book *b, const struct js_value *root)
{
	const struct js_value *plugins = js_get(root, STR("plugins")), *maps = NULL;

	for (size_t i = 0; plugins != NULL && i < plugins->members.len && maps == NULL; i++)
		maps = js_get(js_get(&plugins->members.at[i].value, STR("redirects")),
			STR("redirect_maps"));
	for (size_t i = 0; maps != NULL && i < maps->members.len; i++)
		*arena_push(b->cx->arena, &b->redirects) = (struct book_redirect){ .from =
			book_clean_path(b->cx->arena, source_without_extension(maps->members.at[i].name)),
			.to = source_has_scheme(maps->members.at[i].value.text)
				? maps->members.at[i].value.text
				: book_clean_path(b->cx->arena,
					source_without_extension(maps->members.at[i].value.text)) };
}

static error read(struct book *b)
{
	struct js_value root;
	struct str folder;

	TRY(yaml_value(b->cx, settings(b)->text, &root));
	folder = js_text(&root, STR("docs_dir"));
	struct book_release *r = book_release_add(b, layout_release(b, STR("1")),
		source_join(b->cx->arena, STR(""), folder.len > 0 ? folder : STR("docs")));
	TRY(layout_add_pages(b, r, BOOK_MKDOCS));
	entries(b, r, js_get(&root, STR("nav")), 0);
	if (r->nodes.len == 0)
		layout_tree_by_folder(b, r, STR(""), 0);
	book_rest_of_tree(b, r);
	redirects(b, &root);
	return OK;
}

const struct layout layout_mkdocs = { STR_INIT("MkDocs"), is, read };
