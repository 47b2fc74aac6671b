#include "html/sanitize_root.h"

/* Depth-first, without recursion deeper than SANITIZE_DEPTH_MAX. */
static const GumboNode *find(const GumboNode *n, GumboTag tag, int depth)
{
	if (n->type != GUMBO_NODE_ELEMENT || depth > SANITIZE_DEPTH_MAX)
		return NULL;
	if (n->v.element.tag == tag)
		return n;
	for (unsigned i = 0; i < n->v.element.children.length; i++) {
		const GumboNode *hit = find(n->v.element.children.data[i], tag, depth + 1);
		if (hit != NULL)
			return hit;
	}
	return NULL;
}

const GumboNode *sanitize_root(const GumboNode *root, bool document)
{
	static const GumboTag tags[] = { GUMBO_TAG_MAIN, GUMBO_TAG_ARTICLE, GUMBO_TAG_BODY };
	const GumboNode *hit = NULL;

	for (size_t i = document ? 0 : 2; i < sizeof tags / sizeof *tags && hit == NULL; i++)
		hit = find(root, tags[i], 0);
	return hit;
}

struct str sanitize_title(struct ctx *cx, const GumboNode *root)
{
	const GumboNode *title = find(root, GUMBO_TAG_TITLE, 0);

	if (title == NULL || title->v.element.children.length == 0)
		return STR("");
	const GumboNode *words = title->v.element.children.data[0];
	if (words->type != GUMBO_NODE_TEXT)
		return STR("");
	return str_copy(cx->arena, str_trim(str_from(words->v.text.text)));
}
