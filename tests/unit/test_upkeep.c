#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

#include "domain/casefile/attachment.h"
#include "domain/inspection/inspection.sql.h"
#include "domain/upkeep/upkeep.h"
#include "os/file.h"
#include "store/query.h"
#include "tests/unit/desk.h"
#include "tests/unit/fixture.h"

/* Each table that names files is asked before one is removed. */
TEST_STORE(every_table_that_names_files_is_asked)
{
	if (strcmp(t->engine, "sqlite") != 0)
		return;
	struct str path = str_skip(fixture_url(t), strlen("sqlite:")), text = STR("");
	sqlite3 *db;
	sqlite3_stmt *names;
	int tables = 0;

	for (size_t i = 0; query_all[i] != NULL; i++)
		if (strcmp(query_all[i]->name, "file_is_named") == 0)
			text = str_from(query_all[i]->sqlite);
	ASSERT_EQ(sqlite3_open(str_c(t->arena, path), &db), SQLITE_OK);
	ASSERT_EQ(sqlite3_prepare_v2(db, "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c"
		" WHERE m.type = 'table' AND c.name = 'sha256'", -1, &names, NULL), SQLITE_OK);
	while (sqlite3_step(names) == SQLITE_ROW) {
		struct str name = str_from((const char *)sqlite3_column_text(names, 0));
		ASSERT_HAS(text, str_c(t->arena, str_printf(t->arena, "FROM %.*s WHERE", STR_ARG(name))));
		tables++;
	}
	sqlite3_finalize(names);
	sqlite3_close(db);
	ASSERT(tables >= 6);
}

static struct file_hash stored_long_ago(struct ctx *cx, const struct files *files, struct str content)
{
	struct timespec times[2] = { { 1000, 0 }, { 1000, 0 } };
	struct file_hash hash;

	ASSERT_OK(files_put(cx, files, content, &hash));
	struct str path = files_path(cx, files, &hash);
	ASSERT_EQ(utimensat(AT_FDCWD, str_c(cx->arena, path), times, 0), 0);
	return hash;
}

static attachment_id attach(struct ctx *cx, const struct casefile *c, const struct file_hash *hash)
{
	attachment_id id;
	struct attachment_new n = { .name = STR("show-tech.txt"), .type = STR("text/plain"), .size = 1,
		.sha256 = str_of(hash->bytes, FILE_HASH_BYTES), .looked_at = true };

	ASSERT_OK(attachment_add(cx, c, &n, &id));
	return id;
}

TEST_STORE(the_bytes_of_a_redacted_file_go_and_those_that_a_row_names_stay)
{
	struct desk d = desk_open(t, 0);
	CLEANUP(files_close) struct files files;
	struct casefile c;
	int64_t count;

	ASSERT_OK(files_open(d.cx, path_join(d.cx, fixture_dir(t), STR("files")), &files));
	struct file_hash named = stored_long_ago(d.cx, &files, STR("named"));
	struct file_hash secret = stored_long_ago(d.cx, &files, STR("enable secret"));
	struct file_hash left = stored_long_ago(d.cx, &files, STR("left"));
	ASSERT_OK(casefile_load(d.cx, desk_case(&d, 3), &c));
	attach(d.cx, &c, &named);
	attachment_id redacted = attach(d.cx, &c, &secret);
	ASSERT_OK(upkeep_collect(d.cx, &files, &count));
	ASSERT_EQ(count, 1);
	ASSERT(!file_exists(d.cx, files_path(d.cx, &files, &left)));

	ASSERT_OK(q_inspection_remove(d.cx, redacted, d.cx->now));
	ASSERT_OK(upkeep_collect(d.cx, &files, &count));
	ASSERT_EQ(count, 1);
	ASSERT(!file_exists(d.cx, files_path(d.cx, &files, &secret)));
	ASSERT(file_exists(d.cx, files_path(d.cx, &files, &named)));
}
