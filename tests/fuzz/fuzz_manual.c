/*
 * fuzz_manual.c - pages of documentation: MDX, MkDocs, literals of JavaScript, HTML
 *
 * The first byte chooses how the text is read. Whatever comes, the markup holds no script,
 * no handler and no address with a scheme that acts.
 */
#include "base/utf8.h"
#include "domain/manual/import/compose.h"
#include "domain/manual/import/text/mdx.h"
#include "domain/manual/import/value/yaml_value.h"
#include "html/markdown_raw.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void is_safe(struct str markup)
{
	static const struct str never[] = { STR_INIT("<script"), STR_INIT("<iframe"),
		STR_INIT("href=\"javascript:"), STR_INIT("src=\"javascript:"), STR_INIT("<style"),
		STR_INIT(" onload=\""), STR_INIT(" onclick=\"") };

	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		check(str_find(markup, never[i]) < 0);
}

static void page(struct ctx *cx, struct str text, enum book_text kind)
{
	struct book b;
	struct book_release *r;

	book_begin(cx, &b);
	b.slug = STR("os");
	book_put(&b, STR("_parts/p.mdx"), STR("[x](../a.mdx) {props.y}"));
	r = book_release_add(&b, STR("1"), STR(""));
	struct book_file *f = book_put(&b, STR("a.mdx"), text);
	struct book_page *p = book_page_add(&b, r, f, kind);
	if (p == NULL || compose(&b) != OK || p->refused)
		return;
	is_safe(p->markup);
	check(utf8_is_valid(p->markup));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct actor nobody;
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .actor = &nobody };
	struct js_scope none = { 0 };
	struct js_value v;
	struct str text = str_of(data + 1, size > 0 ? size - 1 : 0), rest = text;

	if (size < 1 || size > 64 * 1024 || !utf8_is_text(text))
		return 0;
	switch (data[0] % 6) {
	case 0:
		(void)js_expression(&cx, &none, &rest, &v);
		break;
	case 1:
		(void)js_module(&cx, &none, text);
		break;
	case 2:
		if (yaml_value(&cx, text, &v) != OK)
			return 0;
		break;
	default:
		page(&cx, text, (enum book_text[]){ BOOK_MDX, BOOK_MKDOCS, BOOK_HTML }[data[0] % 6 - 3]);
	}
	return 0;
}
