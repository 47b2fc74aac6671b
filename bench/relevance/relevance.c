/*
 * relevance - how well a judged collection is ranked
 *
 *	relevance FOLDER [--typos SEED] [--run FILE]
 *
 * FOLDER has docs.tsv (id, title, text), queries.tsv (id, text) and qrels.tsv (query,
 * document, grade; larger is better). Prints nDCG@10 (gain = grade), MAP, MRR and
 * recall@100. With --typos each query gets one misspelt word.
 */
#include <math.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/map.h"
#include "domain/account/permission.h"
#include "domain/search/index/index.h"
#include "domain/search/index/place.h"
#include "domain/search/rank.h"
#include "os/file.h"
#include "os/walk.h"

enum { FILE_MAX = 64 * 1024 * 1024, DEPTH = 100, CUT = 10, GRADES = 4096 };

struct bench {
	struct ctx *cx;
	struct str folder, index;
	uint64_t typos; /* state of the generator; 0: none */
	str_list ids;   /* of documents, by number - 1 */
	struct map grades; /* query to struct map: document to grade + 1 */
	double ndcg, map, mrr, recall;
	size_t queries;
	int64_t us;
};

static void must(struct bench *b, error e)
{
	if (e == OK)
		return;
	fprintf(stderr, "relevance: %.*s\n", STR_ARG(err_text(b->cx->arena, e)));
	exit(1);
}

static struct str read_text(struct bench *b, const char *name)
{
	struct str text;
	must(b, file_read_all(b->cx, path_join(b->cx, b->folder, str_from(name)), FILE_MAX, &text));
	return text;
}

static void load(struct bench *b)
{
	struct str rest = read_text(b, "docs.tsv"), line, part[2];
	struct index_writer *w;
	int64_t generation;
	must(b, place_next(b->cx, b->index, &generation));
	must(b, index_writer_open(b->cx, place_folder(b->cx->arena, b->index, generation), &w));
	while (str_cut(&rest, '\n', &line)) {
		for (int i = 0; i < 2; i++)
			check(str_cut(&line, '\t', &part[i]));
		*arena_push(b->cx->arena, &b->ids) = part[0];
		struct search_document d = {
			.kind = SEARCH_DOCUMENT, .id = (int64_t)b->ids.len,
			.title = part[1], .body = line, .language = STR("en"),
			.audience = AUDIENCE_PUBLIC,
		};
		must(b, index_put(b->cx, w, &d));
	}
	must(b, index_commit(b->cx, w, (struct index_mark){ 0, 1 }));
	index_writer_close(w);
	must(b, place_switch(b->cx, b->index, generation));
}

static void judge(struct bench *b)
{
	struct str rest = read_text(b, "qrels.tsv"), line, query, document;
	b->grades = map_new(b->cx->arena);
	while (str_cut(&rest, '\n', &line)) {
		int64_t grade;
		check(str_cut(&line, '\t', &query) && str_cut(&line, '\t', &document) &&
			str_int(line, &grade));
		struct map *m = map_get(&b->grades, query);
		if (m == NULL) {
			m = arena_new(b->cx->arena, struct map);
			*m = map_new(b->cx->arena);
			map_put(&b->grades, query, m);
		}
		map_put(m, document, (void *)(uintptr_t)(grade + 1));
	}
}

static uint32_t draw(struct bench *b, uint32_t below)
{
	b->typos = b->typos * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(b->typos >> 33) % below;
}

/* One edit inside one word of five letters or more. */
static struct str misspell(struct bench *b, struct str query)
{
	SLICE(struct str) words = { 0 };
	for (size_t i = 0, end; i < query.len; i = end + 1) {
		for (end = i; end < query.len && str_is_alpha(query.at[end]); end++)
			;
		if (end - i >= 5)
			*arena_push(b->cx->arena, &words) = str_sub(query, i, end - i);
	}
	if (words.len == 0)
		return query;
	struct str word = words.at[draw(b, (uint32_t)words.len)];
	size_t at = (size_t)(word.at - query.at) + draw(b, (uint32_t)word.len);
	struct buf out = buf_new(b->cx->arena, query.len + 1);
	char letter = (char)('a' + draw(b, 26)), here = query.at[at];
	uint32_t kind = draw(b, 4);
	if (kind == 3 && at + 1 == (size_t)(word.at - query.at) + word.len)
		at--, here = query.at[at];
	buf_put(&out, str_sub(query, 0, at));
	if (kind == 0 || kind == 2)
		buf_char(&out, letter);
	if (kind == 2)
		buf_char(&out, here);
	if (kind == 3) {
		buf_char(&out, query.at[at + 1]);
		buf_char(&out, here);
	}
	buf_put(&out, str_skip(query, at + (kind == 3 ? 2 : 1)));
	return buf_str(&out);
}

static int by_grade(const void *a, const void *b)
{
	return *(const int *)b - *(const int *)a;
}

static void score(struct bench *b, const struct map *grades, const struct str *found, size_t len)
{
	static int ideal[GRADES];
	size_t relevant = 0, at = 0, hits = 0;
	for (const struct map_entry *e; (e = map_next(grades, &at)) != NULL;)
		ideal[relevant++] = (int)(uintptr_t)e->value - 1;
	qsort(ideal, relevant, sizeof *ideal, by_grade);
	double dcg = 0, best = 0, precision = 0, first = 0;
	for (size_t i = 0; i < CUT && i < relevant; i++)
		best += ideal[i] / log2((double)i + 2);
	for (size_t i = 0; i < len; i++) {
		int grade = (int)(uintptr_t)map_get(grades, found[i]) - 1;
		if (grade <= 0)
			continue;
		hits++;
		if (i < CUT)
			dcg += grade / log2((double)i + 2);
		precision += (double)hits / (double)(i + 1);
		if (first == 0)
			first = 1 / (double)(i + 1);
	}
	b->ndcg += dcg / best;
	b->map += precision / (double)relevant;
	b->mrr += first;
	b->recall += (double)hits / (double)relevant;
	b->queries++;
}

static size_t ask(struct bench *b, struct xindex *x, struct str text, struct str *found)
{
	const struct xquery *access = access_filter(b->cx->arena, &search_visitor);
	struct query_input in = { .text = text, .access = access };
	struct search_query q;
	struct xhits hits;
	struct xfault fault;
	int64_t begun = monotonic_us();
	must(b, query_build(b->cx, x, &in, &q));
	check(xindex_search(x, b->cx->arena, xquery_filter(b->cx->arena, q.ranked, access), DEPTH, &hits, &fault));
	struct rank_context context = { 0 };
	ranked_list list = rank(b->cx, x, &q, &hits, &context);
	b->us += monotonic_us() - begun;
	for (size_t i = 0; i < list.len; i++)
		found[i] = b->ids.at[list.at[i].ref.id - 1];
	return list.len;
}

static void run(struct bench *b)
{
	struct str rest = read_text(b, "queries.tsv"), line, id, found[DEPTH];
	struct index_pool *pool;
	struct xindex *x;
	must(b, index_pool_open(b->cx, b->index, &pool));
	must(b, index_borrow(b->cx, pool, &x));
	while (str_cut(&rest, '\n', &line)) {
		check(str_cut(&line, '\t', &id));
		const struct map *grades = map_get(&b->grades, id);
		if (grades == NULL)
			continue;
		struct str text = b->typos != 0 ? misspell(b, line) : line;
		size_t len = ask(b, x, text, found);
		score(b, grades, found, len);
	}
	index_return(pool, x);
	index_pool_close(pool);
}

static void remove_all(struct bench *b, struct str folder)
{
	str_list paths;
	const char *at;
	must(b, dir_walk(b->cx, folder, 10000, &paths));
	for (size_t i = 0; i < paths.len; i++)
		must(b, file_remove(b->cx, path_join(b->cx, folder, paths.at[i])));
	must(b, dir_list(b->cx, folder, 100, &paths));
	for (size_t i = 0; i < paths.len; i++) {
		at = str_c(b->cx->arena, path_join(b->cx, folder, paths.at[i]));
		(void)rmdir(at);
	}
	(void)rmdir(str_c(b->cx->arena, folder));
}

int main(int argc, char **argv)
{
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .actor = &actor_system };
	struct bench b = { .cx = &cx };
	if (argc < 2) {
		fprintf(stderr, "usage: relevance FOLDER [--typos SEED]\n");
		return 2;
	}
	b.folder = str_from(argv[1]);
	int64_t seed = 0;
	if (argc > 3 && strcmp(argv[2], "--typos") == 0 && str_int(str_from(argv[3]), &seed))
		b.typos = (uint64_t)seed * 7919 + 1;
	char path[] = "/tmp/relevance.XXXXXX";
	check(mkdtemp(path) != NULL);
	b.index = str_from(path);
	load(&b);
	judge(&b);
	run(&b);
	double n = (double)b.queries;
	printf("%.*s: %zu documents, %zu queries: nDCG@10 %.4f  MAP %.4f  MRR %.4f  "
		"recall@100 %.4f  %.2f ms/query\n", STR_ARG(b.folder), b.ids.len, b.queries,
		b.ndcg / n, b.map / n, b.mrr / n, b.recall / n, (double)b.us / 1000 / n);
	remove_all(&b, b.index);
	return 0;
}
