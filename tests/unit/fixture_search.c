#include "tests/unit/fixture_search.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "domain/account/permission.h"
#include "domain/search/index/index.h"
#include "domain/search/index/place.h"
#include "os/file.h"

static struct search_shelf shelf;
static char place[64];
static struct search *opened;

static error load(struct ctx *cx, int64_t id, bool brief, struct search_document *out,
	bool *ret_found)
{
	(void)brief;
	*ret_found = id >= 1 && (size_t)id <= shelf.len &&
		((unsigned)shelf.at[id - 1].audience & cx->actor->audiences) != 0;
	if (*ret_found)
		*out = shelf.at[id - 1];
	return OK;
}

static const struct search_source source = { .kind = SEARCH_ARTICLE, .load = load };
static const struct search_source *const sources[] = { &source, NULL };

struct ctx *fixture_search(struct test *t, struct search_document *documents, size_t count)
{
	struct ctx *cx = test_ctx(t);
	struct index_writer *w;
	int64_t generation;
	snprintf(place, sizeof place, "/tmp/mainstay-search.XXXXXX");
	check(mkdtemp(place) != NULL);
	shelf = (struct search_shelf){ documents, count };
	ASSERT_OK(place_next(cx, str_from(place), &generation));
	struct str folder = place_folder(t->arena, str_from(place), generation);
	ASSERT_OK(index_writer_open(cx, folder, &w));
	for (size_t i = 0; i < count; i++) {
		documents[i].kind = SEARCH_ARTICLE;
		documents[i].id = (int64_t)i + 1;
		if (documents[i].language.len == 0)
			documents[i].language = STR("en");
		if ((unsigned)documents[i].audience == 0)
			documents[i].audience = AUDIENCE_PUBLIC;
		ASSERT_OK(index_put(cx, w, &documents[i]));
	}
	ASSERT_OK(index_commit(cx, w, (struct index_mark){ 0, 1 }));
	index_writer_close(w);
	ASSERT_OK(place_switch(cx, str_from(place), generation));
	struct search_config config = { str_from(place), sources };
	ASSERT_OK(search_open(cx, &config, &opened));
	cx->search = opened;
	cx->actor = &actor_visitor;
	return cx;
}

static void remove_all(struct ctx *cx, struct str folder)
{
	str_list names;
	ASSERT_OK(dir_list(cx, folder, 1000, &names));
	for (size_t i = 0; i < names.len; i++) {
		struct str path = path_join(cx, folder, names.at[i]);
		if (unlink(str_c(cx->arena, path)) != 0)
			remove_all(cx, path);
	}
	rmdir(str_c(cx->arena, folder));
}

void fixture_search_close(struct test *t)
{
	search_close(opened);
	opened = NULL;
	remove_all(test_ctx(t), str_from(place));
}

struct search_results fixture_find(struct ctx *cx, const char *text)
{
	struct search_results r;
	struct search_request request = { .text = str_from(text), .counts = true };
	ASSERT_OK(search_run(cx, &request, &r));
	return r;
}

struct str fixture_ids(struct ctx *cx, const struct search_results *r)
{
	struct buf out = buf_new(cx->arena, 4096);
	for (size_t i = 0; i < r->hits.len; i++)
		buf_printf(&out, "%s%" PRId64, i > 0 ? " " : "", r->hits.at[i].ref.id);
	return buf_str(&out);
}

struct str fixture_marked(struct ctx *cx, const struct snippet *s)
{
	struct buf out = buf_new(cx->arena, 65536);
	for (size_t i = 0; i < s->pieces.len; i++) {
		const struct snippet_piece *p = &s->pieces.at[i];
		buf_printf(&out, p->hit ? "[%.*s]" : "%.*s", STR_ARG(p->text));
	}
	return buf_str(&out);
}
