/* cmd_import_jsonl.c - mainstay import jsonl: any collection into the search */
#include "cli/commands.h"

#include "base/limits.h"
#include "domain/document/document.h"
#include "os/file.h"

enum { BATCH_LINES = 500, FAULTS_SHOWN = 20 };

#define IMPORT_FILE_MAX ((size_t)4 << 30)

struct batch {
	struct cli *cli;
	struct str lines;      /* of this batch */
	int64_t first;         /* number of its first line */
	bool dry;
	/* results; set anew when the batch runs again */
	int64_t added, changed, kept, wrong;
	struct buf faults;
};

static error run_batch(struct ctx *cx, void *arg)
{
	struct batch *b = arg;
	struct str rest = b->lines, line;

	b->added = b->changed = b->kept = b->wrong = 0;
	buf_clear(&b->faults);
	for (int64_t number = b->first; str_cut(&rest, '\n', &line); number++) {
		struct document_line result;
		if (str_is_blank(line))
			continue;
		error e = document_import(cx, line, b->dry, &result);
		if (err_is(e, ERR_INVALID) || err_is(e, ERR_MALFORMED) || err_is(e, ERR_LIMIT)) {
			struct str why = e->fields != NULL ? e->fields->text : e->text;
			b->wrong++;
			buf_printf(&b->faults, "line %" PRId64 ": %.*s\n", number, STR_ARG(why));
			continue;
		}
		TRY(e);
		b->added += result.outcome == DOCUMENT_ADDED;
		b->changed += result.outcome == DOCUMENT_CHANGED;
		b->kept += result.outcome == DOCUMENT_KEPT;
	}
	return OK;
}

/* Takes up to BATCH_LINES lines off *rest. */
static struct str take_lines(struct str *rest, int64_t *ret_lines)
{
	struct str whole = *rest, line;
	int64_t n = 0;

	while (n < BATCH_LINES && str_cut(rest, '\n', &line))
		n++;
	*ret_lines = n;
	return str_sub(whole, 0, whole.len - rest->len);
}

error cmd_import_jsonl(struct cli *c)
{
	struct str path, rest;
	int64_t added = 0, changed = 0, kept = 0, wrong = 0, lines, number = 1;

	TRY(cli_arg(c, 0, "FILE", &path));
	TRY(file_read_all(c->cx, cli_path(c, path), IMPORT_FILE_MAX, &rest));
	TRY(cli_store(c, false));
	while (rest.len > 0) {
		AUTO_ARENA arena = arena_create();
		struct ctx cx = *c->cx;
		cx.arena = arena;
		struct batch b = { .cli = c, .first = number, .dry = cli_flag(c, "dry-run"),
			.faults = buf_new(arena, 4 << 20) };
		b.lines = take_lines(&rest, &lines);
		TRY_KEEP(c->cx->arena, store_write(c->store, &cx, run_batch, &b));
		number += lines;
		added += b.added;
		changed += b.changed;
		kept += b.kept;
		if (wrong < FAULTS_SHOWN)
			buf_put(&c->out, buf_str(&b.faults));
		wrong += b.wrong;
	}
	cli_print(c, "%s%" PRId64 " new, %" PRId64 " changed, %" PRId64 " as they were, %" PRId64
		     " refused.\n", cli_flag(c, "dry-run") ? "Dry run: " : "", added, changed,
		kept, wrong);
	if (wrong > 0)
		return err_new(c->cx, ERR_INVALID,
			"%" PRId64 " lines were refused: mend them and import the file again", wrong);
	return OK;
}
