/* cmd_search.c - mainstay search: as a reader, from the command line */
#include "cli/commands.h"

#include "base/json.h"
#include "base/utf8.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/document/document.h"
#include "domain/findable/findable.h"
#include "domain/search/search.h"
#include "os/file.h"

enum { RUN_DEPTH = 100, QUERIES_FILE_MAX = 64 * 1024 * 1024 };

static error open_all(struct cli *c)
{
	if (c->data.len == 0)
		return cli_usage(c, "say where the index is: --data DIR");
	struct str place = path_join(c->cx, cli_path(c, c->data), STR("search"));
	struct search_config search = { .place = place, .sources = findable };

	error e = cli_store(c, false);
	if (err_is(e, ERR_UNAVAILABLE))
		e = cli_store_read(c); /* a server has it, and its index is fresh */
	else if (e == OK)
		e = cli_index(c);
	TRY(e);
	TRY(store_reader(c->cx, c->store, &c->cx->db));
	return search_open(c->cx, &search, &c->cx->search);
}

static error act_as(struct cli *c, struct actor *actor)
{
	struct str email = cli_value(c, "as");
	struct person person;

	c->cx->actor = &actor_visitor;
	if (email.len == 0)
		return OK;
	TRY(person_find(c->cx, email, &person));
	TRY(person_actor(c->cx, &person, actor));
	c->cx->actor = actor;
	return OK;
}

/* What names the hit outside: its number, or what the file that brought it said. */
static error name_of(struct ctx *cx, struct search_ref ref, struct str number, struct str *out)
{
	if (ref.kind == SEARCH_DOCUMENT)
		return document_name(cx, (document_id){ ref.id }, out);
	*out = number.len > 0 ? number
			      : str_printf(cx->arena, "%.*s/%" PRId64,
					STR_ARG(search_kind_name(ref.kind)), ref.id);
	return OK;
}

static error print_json(struct cli *c, const struct search_results *found)
{
	struct json_writer j = jw_new(&c->out);

	jw_object(&j);
	jw_put_int(&j, "total", found->total);
	jw_key(&j, STR("results"));
	jw_array(&j);
	for (size_t i = 0; i < found->hits.len; i++) {
		const struct search_hit *h = &found->hits.at[i];
		struct str name;
		TRY(name_of(c->cx, h->ref, h->document.number, &name));
		jw_object(&j);
		jw_put_str(&j, "id", name);
		jw_put_str(&j, "kind", search_kind_name(search_listed_as(&h->document)));
		jw_put_str(&j, "title", h->document.title);
		jw_put_str(&j, "path", h->document.path);
		jw_object_end(&j);
	}
	jw_array_end(&j);
	jw_object_end(&j);
	cli_print(c, "\n");
	return OK;
}

static error one(struct cli *c, struct str text)
{
	struct search_request r = { .text = text, .page = 1, .counts = true };
	struct search_results found;

	TRY(search_run(c->cx, &r, &found));
	if (cli_flag(c, "json"))
		return print_json(c, &found);
	for (size_t i = 0; i < found.hits.len; i++) {
		const struct search_document *d = &found.hits.at[i].document;
		cli_print(c, "%-12.*s %.*s\n", STR_ARG(d->number), STR_ARG(d->title));
	}
	cli_print(c, "%" PRId64 " found.\n", found.total);
	return OK;
}

/* One line of a TREC run for each document. */
static error run_query(struct cli *c, struct str id, struct str text, struct buf *out)
{
	struct search_request r = { .text = text, .page = 1 };
	ranked_list ranked;

	TRY(search_rank(c->cx, &r, &ranked));
	for (size_t i = 0; i < ranked.len && i < RUN_DEPTH; i++) {
		struct search_document d = { 0 };
		struct str name;
		bool mine = true;
		if (ranked.at[i].ref.kind != SEARCH_DOCUMENT)
			TRY(search_load(c->cx, ranked.at[i].ref, true, &d, &mine));
		if (!mine)
			continue;
		TRY(name_of(c->cx, ranked.at[i].ref, d.number, &name));
		buf_printf(out, "%.*s Q0 %.*s %zu %.6f mainstay\n", STR_ARG(id), STR_ARG(name),
			i + 1, ranked.at[i].weight);
	}
	return OK;
}

static error batch(struct cli *c)
{
	struct str text, line, id, run = cli_value(c, "run");
	struct buf out = buf_new(c->cx->arena, CLI_OUTPUT_MAX);

	if (run.len == 0)
		return cli_usage(c, "say where the run goes: --run OUT");
	TRY(file_read_all(c->cx, cli_path(c, cli_value(c, "batch")), QUERIES_FILE_MAX, &text));
	for (int64_t number = 1; str_cut(&text, '\n', &line); number++) {
		if (str_is_blank(line))
			continue;
		if (!utf8_is_text(line))
			return err_new(c->cx, ERR_INVALID, "line %" PRId64 ": not UTF-8 text", number);
		if (str_find_char(line, '\t') <= 0)
			return err_new(c->cx, ERR_INVALID,
				"line %" PRId64 ": write ID, a tab, and the query", number);
		str_cut(&line, '\t', &id);
		struct buf lines = buf_new(c->cx->arena, RUN_DEPTH * 1024);
		TRY(run_query(c, id, str_trim(line), &lines));
		buf_put(&out, buf_str(&lines));
	}
	return file_write_atomic(c->cx, cli_path(c, run), buf_str(&out), 0644);
}

error cli_open_search(struct cli *c, struct actor *actor)
{
	TRY(open_all(c));
	error e = act_as(c, actor);
	if (e != OK)
		cli_close_search(c);
	return e;
}

void cli_close_search(struct cli *c)
{
	search_close(c->cx->search);
	c->cx->search = NULL;
}

error cmd_search(struct cli *c)
{
	struct actor actor;
	struct str text = STR("");
	bool many = cli_value(c, "batch").len > 0;

	if (!many && cli_value(c, "run").len > 0)
		return cli_usage(c, "--run is of a batch: say --batch FILE too");
	if (!many)
		TRY(cli_arg(c, 0, "QUERY", &text));
	TRY(cli_open_search(c, &actor));
	error e = many ? batch(c) : one(c, text);
	cli_close_search(c);
	return e;
}
