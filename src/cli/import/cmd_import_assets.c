/* cmd_import_assets.c - mainstay import assets: devices and contracts from a table */
#include "cli/commands.h"

#include "base/csv.h"
#include "base/map.h"
#include "domain/product/asset_import.h"
#include "os/file.h"
#include "store/tx.h"

enum { BATCH_ROWS = 500, FAULTS_SHOWN = 50 };

#define IMPORT_FILE_MAX ((size_t)1 << 30)

struct sums {
	int64_t added, changed, kept, wrong, organisations, products, contracts;
};

struct batch {
	const struct asset_columns *columns;
	struct csv rows;       /* where it begins */
	bool dry;
	struct map *named;     /* what was new before: a dry run takes each batch back */
	/* results; set anew when the batch runs again */
	struct csv after;
	enum csv_step step;
	struct sums sums;
	struct buf faults;
};

static void note(struct batch *b, int64_t line, struct str why)
{
	b->sums.wrong++;
	buf_printf(&b->faults, "line %" PRId64 ": %.*s\n", line, STR_ARG(why));
}

static void count(struct sums *s, const struct asset_imported *r)
{
	s->added += r->added;
	s->changed += !r->added && r->changed;
	s->kept += !r->added && !r->changed;
	s->organisations += r->new_organisation;
	s->products += r->new_product;
	s->contracts += r->new_contract;
}

/* Once for the whole file; in a batch that runs again, again. */
static bool is_first(struct batch *b, const str_list *row, enum asset_column column)
{
	int at = b->columns->at[column];
	struct str name = at >= 0 && (size_t)at < row->len ? row->at[at] : STR("");
	struct arena *a = b->named->arena;
	struct str key = str_printf(a, "%d %.*s", (int)column, STR_ARG(str_lower(a, name)));
	char *batch = (char *)(uintptr_t)b->rows.rest.at, *seen = map_get(b->named, key);

	if (seen == NULL)
		map_put(b->named, key, batch);
	return seen == NULL || seen == batch;
}

static void keep_first(struct batch *b, const str_list *row, struct asset_imported *r)
{
	r->new_organisation = r->new_organisation && is_first(b, row, COLUMN_ORGANISATION);
	r->new_product = r->new_product && is_first(b, row, COLUMN_PRODUCT);
	r->new_contract = r->new_contract && is_first(b, row, COLUMN_CONTRACT);
}

static error run_rows(struct ctx *cx, struct batch *b)
{
	for (int n = 0; n < BATCH_ROWS; n++) {
		struct asset_imported result;
		str_list row;
		b->step = csv_next(&b->after, cx->arena, &row);
		if (b->step != CSV_ROW)
			break;
		error e = asset_import(cx, b->columns, &row, &result);
		if (e == OK && b->dry)
			keep_first(b, &row, &result);
		if (err_is(e, ERR_INVALID))
			note(b, b->after.line, e->fields != NULL ? e->fields->text : e->text);
		else if (e != OK)
			return e;
		else
			count(&b->sums, &result);
	}
	if (b->step == CSV_OPEN_QUOTE)
		note(b, b->after.line, STR("a quote is not closed; the rest was not read"));
	if (b->step == CSV_TOO_WIDE)
		note(b, b->after.line, STR("more than 64 columns; the rest was not read"));
	return OK;
}

/* A dry run does the work and takes it back. */
static error run_batch(struct ctx *cx, void *arg)
{
	struct batch *b = arg;

	b->after = b->rows;
	b->sums = (struct sums){ 0 };
	buf_clear(&b->faults);

	AUTO_TX tx = tx_begin(cx);

	TRY(run_rows(cx, b));

	return b->dry ? OK : tx_commit(&tx);
}

static void add(struct sums *to, const struct sums *s)
{
	to->added += s->added;
	to->changed += s->changed;
	to->kept += s->kept;
	to->wrong += s->wrong;
	to->organisations += s->organisations;
	to->products += s->products;
	to->contracts += s->contracts;
}

static error read_header(struct cli *c, struct csv *csv, struct asset_columns *out)
{
	str_list header = { 0 };

	if (csv_next(csv, c->cx->arena, &header) != CSV_ROW)
		return err_new(c->cx, ERR_INVALID,
			"the file has no first line with the names of the columns");
	TRY(asset_columns_of(c->cx, &header, out));
	for (size_t i = 0; i < out->unknown.len; i++)
		cli_print(c, "column \"%.*s\" is passed over\n", STR_ARG(out->unknown.at[i]));
	return OK;
}

error cmd_import_assets(struct cli *c)
{
	struct asset_columns columns;
	struct sums sums = { 0 };
	struct str path, text;
	bool dry = cli_flag(c, "dry-run");
	enum csv_step step = CSV_ROW;

	TRY(cli_arg(c, 0, "FILE", &path));
	TRY(file_read_all(c->cx, cli_path(c, path), IMPORT_FILE_MAX, &text));
	struct csv csv = csv_begin(text);
	struct map named = map_new(c->cx->arena);
	TRY(read_header(c, &csv, &columns));
	TRY(cli_store(c, false));
	while (step == CSV_ROW) {
		AUTO_ARENA arena = arena_create();
		struct ctx cx = *c->cx;
		cx.arena = arena;
		struct batch b = { .columns = &columns, .rows = csv, .dry = dry, .named = &named,
			.faults = buf_new(arena, 4 << 20) };
		TRY_KEEP(c->cx->arena, store_write(c->store, &cx, run_batch, &b));
		if (sums.wrong < FAULTS_SHOWN)
			buf_put(&c->out, buf_str(&b.faults));
		add(&sums, &b.sums);
		csv = b.after;
		step = b.step;
	}
	cli_print(c, "%s%" PRId64 " new, %" PRId64 " changed, %" PRId64 " as they were, %" PRId64
		     " refused.\n%" PRId64 " new organisations, %" PRId64 " new products, %" PRId64
		     " new contracts.\n", dry ? "Dry run: " : "", sums.added, sums.changed, sums.kept,
		sums.wrong, sums.organisations, sums.products, sums.contracts);
	if (sums.wrong > 0)
		return err_new(c->cx, ERR_INVALID, "%" PRId64
			" lines were refused: mend them and import the file again", sums.wrong);
	return OK;
}
