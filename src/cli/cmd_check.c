#include "cli/commands.h"

#include "base/json.h"
#include "domain/audit/audit.h"
#include "domain/escalation/verify.h"
#include "domain/findable/findable.h"
#include "domain/search/indexer.h"
#include "os/file.h"
#include "store/files.h"

struct findings {
	int64_t audit_rows;
	audit_id audit_broken;
	struct verify_result escalation;
	struct files stored;
	int64_t files;
	struct indexer_check index;
};

static error look(struct ctx *cx, void *arg)
{
	struct findings *f = arg;
	TRY(audit_verify(cx, &f->audit_rows, &f->audit_broken));
	return escalation_verify(cx, &f->escalation);
}

static error verify_file(struct ctx *cx, void *arg, const struct file_hash *hash, int64_t size)
{
	struct findings *f = arg;

	(void)size;
	f->files++;
	return files_verify(cx, &f->stored, hash);
}

/* Structure, foreign keys, and every stored file against its hash. */
static error look_at_disk(struct cli *c, struct findings *f)
{
	struct store_findings found;

	if (store_is_postgres(c->store) || c->data.len == 0)
		return OK;
	TRY(store_check(c->cx, c->store, &found));
	if (found.len > 0)
		return err_new(c->cx, ERR_INTERNAL, "%zu faults in the database. %.*s", found.len,
			STR_ARG(found.at[0]));
	TRY(files_open(c->cx, path_join(c->cx, cli_path(c, c->data), STR("files")), &f->stored));
	return files_each(c->cx, &f->stored, verify_file, f);
}

/* What the index has wrong is repaired by the indexer; here it is only said. */
static error look_at_index(struct cli *c, struct findings *f)
{
	struct indexer_config config = { .sources = findable };

	if (c->data.len == 0)
		return OK;
	config.place = path_join(c->cx, cli_path(c, c->data), STR("search"));
	TRY(indexer_check(c->cx, &config, NULL, &f->index));
	if (f->index.damaged > 0)
		return err_new(c->cx, ERR_INTERNAL, "the search index has %" PRId64
			" faults: remove %.*s, it is built anew", f->index.damaged,
			STR_ARG(config.place));
	return OK;
}

static void print(struct cli *c, const struct findings *f)
{
	struct json_writer j = jw_new(&c->out);

	if (!cli_flag(c, "json")) {
		cli_print(c, "Sound: %" PRId64 " audit rows in one chain, %" PRId64
			     " escalation ladders with %" PRId64 " notes, %" PRId64
			     " files, %" PRId64 " documents in the index (%" PRId64 " to come).\n",
			f->audit_rows, f->escalation.ladders, f->escalation.notes, f->files,
			f->index.documents, f->index.missing + f->index.surplus);
		return;
	}
	jw_object(&j);
	jw_put_bool(&j, "sound", true);
	jw_put_int(&j, "audit_rows", f->audit_rows);
	jw_put_int(&j, "ladders", f->escalation.ladders);
	jw_put_int(&j, "files", f->files);
	jw_put_int(&j, "documents", f->index.documents);
	jw_put_int(&j, "documents_to_come", f->index.missing + f->index.surplus);
	jw_object_end(&j);
	cli_print(c, "\n");
}

error cmd_check(struct cli *c)
{
	struct findings f = { 0 };

	TRY(cli_store(c, false));
	TRY(look_at_disk(c, &f));
	TRY(cli_write(c, look, &f));
	if (f.audit_broken.v != 0)
		return err_new(c->cx, ERR_INTERNAL, "the audit chain is broken at row %" PRId64,
			f.audit_broken.v);
	if (f.escalation.faults > 0)
		return err_new(c->cx, ERR_INTERNAL, "%" PRId64 " escalation logs are broken. %.*s",
			f.escalation.faults, STR_ARG(f.escalation.texts.at[0]));
	TRY(cli_store_read(c));
	TRY(look_at_index(c, &f));
	print(c, &f);
	return OK;
}
