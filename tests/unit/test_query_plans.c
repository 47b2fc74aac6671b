#include <sqlite3.h>

#include "base/buf.h"
#include "store/query.h"
#include "tests/unit/fixture.h"

/*
 * A center has millions of cases. A query that reads a table from end to end works with
 * the demo's data and stops the program with a customer's, so each one says why it may.
 */
static const struct {
	const char *query, *why;
} may_scan[] = {
	{ "article_related_list", "what one article names and what names it" },
	{ "article_related_pages", "what one article names and what names it" },
	{ "defect_count", "for the progress of an index, by an index" },
	{ "defect_release", "thousands of releases" },
	{ "defect_fix_due", "what was not told, by its index" },
	{ "macro_mine", "a desk has a few hundred macros" },
	{ "queue_list", "a dozen queues" },
	{ "queue_every", "a dozen queues" },
	{ "queue_others_for_any", "a dozen queues" },
	{ "team_all", "a dozen teams" },
	{ "assign_agents", "people of the desk" },
	{ "agent_is_product", "hundreds of products" },
	{ "product_list", "hundreds of products" },
	{ "release_news", "thousands of releases" },
	{ "manual_news", "dozens of sets with some releases each" },
	{ "suggested_releases", "hundreds of products" },
	{ "disclosure_members", "for a report of a vulnerability; people by their role" },
	{ "disclosure_all", "the newest reports, by their index" },
	{ "handback_entries", "those of one report, numbered" },
	{ "handover_readers", "readers of one case" },
	{ "handover_seen", "people of one case" },
	{ "wipe_uploads", "for a report of a vulnerability, which is rare" },
	{ "wipe_drafts", "for a report of a vulnerability, which is rare" },
	{ "wipe_undo", "for a report of a vulnerability, which is rare" },
	{ "wipe_bulk", "for a report of a vulnerability, which is rare" },
	{ "directory_number_last", "a number a country" },
	{ "directory_numbers", "a number a country" },
	{ "directory_office_last", "a few offices" },
	{ "directory_offices", "a few offices" },
	{ "setting_all", "dozens of settings" },
	{ "search_synonyms", "hundreds of synonyms" },
	{ "schema_exists", "tables of the schema" },
	{ "schema_list", "dozens of versions" },
	{ "escalation_policy_newest", "the first row of its index" },
	{ "escalation_policy_versions", "dozens of versions" },
	{ "duty_holder_list", "dozens of holders" },
	{ "duty_shift_list", "shifts of a year" },
	{ "article_reviewers", "staff only, by its index" },
	{ "duty_highest", "dozens of holders" },
	{ "duty_is_at", "dozens of holders" },
	{ "duty_with_role", "staff only, by its index" },
	{ "person_with_role", "staff only, by its index" },
	{ "notice_named", "staff only, by its index" },
	{ "person_count", "once, at the set-up of a center" },
	{ "audit_each", "a check of the whole chain" },
	{ "registration_open", "requests that wait" },
	{ "one_time_link_end", "links of some hours" },
	{ "escalation_digest_person", "what waits for a digest, by its index" },
	{ "index_outbox_last", "the first row of its index" },
	{ "desk_matches", "the ids that it is given" },
	{ "desk_items", "the ids that it is given" },
	{ "casefile_find_count", "once, before the index is built" },
	{ "casefile_find_noted_count", "once, before the index is built" },
	{ "target_policies", "dozens of policies" },
	{ "calendar_list", "a dozen calendars" },
	{ "webhook_list", "at most 50 that run, and those that ended" },
	{ "webhook_admins", "staff only, by its index" },
	{ "share_grantors", "the shares that one reader has" },
	{ "caller_by_text", "contacts, some ten thousands, once a call; twenty are read" },
	{ "inspection_next", "files that wait, by their index" },
	{ "cti_adapter_list", "twenty adapters and those that ended" },
	{ "document_count", "once, before the index is built" },
	{ "mailbox_list", "a dozen mailboxes" },
	{ "mailbox_due", "a dozen mailboxes" },
	{ "support_address_list", "dozens of addresses" },
	{ "support_address_count", "dozens of addresses" },
	{ "manual_find_count", "once, before the index is built" },
	{ "manual_shelf", "dozens of manuals with their releases" },
	{ "manual_bases", "dozens of manuals" },
	{ "manual_feedback_unpage", "an import that takes pages away" },
};

static bool is_allowed(const char *name)
{
	for (size_t i = 0; i < sizeof(may_scan) / sizeof(may_scan[0]); i++)
		if (strcmp(may_scan[i].query, name) == 0)
			return true;
	return false;
}

/* A line of the plan that reads a table, or an index, from end to end. */
static bool is_scan(const char *line)
{
	return strncmp(line, "SCAN ", 5) == 0 && strstr(line, "CONSTANT ROW") == NULL;
}

static const char *scan_of(struct test *t, sqlite3 *db, const struct query *q)
{
	const char *text = str_c(t->arena, str_printf(t->arena, "EXPLAIN QUERY PLAN %s", q->sqlite));
	const char *found = NULL;
	sqlite3_stmt *plan = NULL;

	ASSERT_EQ(sqlite3_prepare_v2(db, text, -1, &plan, NULL), 0);
	while (found == NULL && sqlite3_step(plan) == SQLITE_ROW) {
		const char *line = (const char *)sqlite3_column_text(plan, 3);
		if (is_scan(line))
			found = str_c(t->arena, str_from(line));
	}
	sqlite3_finalize(plan);
	return found;
}

/* All lines of the plan. */
static struct str plan_of(struct test *t, sqlite3 *db, const struct query *q)
{
	const char *text = str_c(t->arena, str_printf(t->arena, "EXPLAIN QUERY PLAN %s", q->sqlite));
	struct buf lines = buf_new(t->arena, 4096);
	sqlite3_stmt *plan = NULL;

	ASSERT_EQ(sqlite3_prepare_v2(db, text, -1, &plan, NULL), 0);
	while (sqlite3_step(plan) == SQLITE_ROW)
		buf_printf(&lines, "%s\n", (const char *)sqlite3_column_text(plan, 3));
	sqlite3_finalize(plan);
	return buf_str(&lines);
}

TEST_STORE(no_query_reads_a_table_from_end_to_end_without_a_reason)
{
	if (strcmp(t->engine, "sqlite") != 0)
		return;
	sqlite3 *db;
	struct str path = str_skip(fixture_url(t), strlen("sqlite:"));
	int wrong = 0;

	ASSERT_EQ(sqlite3_open_v2(str_c(t->arena, path), &db, SQLITE_OPEN_READONLY, NULL), 0);
	for (size_t i = 0; query_all[i] != NULL; i++) {
		const char *scan = scan_of(t, db, query_all[i]);
		if ((scan != NULL) == is_allowed(query_all[i]->name))
			continue;
		print_error("%s: %s\n", query_all[i]->name,
			scan != NULL ? scan : "needs no exception any more");
		wrong++;
	}
	sqlite3_close(db);
	ASSERT_EQ(wrong, 0);
}

/* The keys of a list come out of one index, in its order: nothing is sorted, no row is read. */
TEST_STORE(keys_of_lists_come_from_an_index_in_order)
{
	if (strcmp(t->engine, "sqlite") != 0)
		return;
	sqlite3 *db;
	struct str path = str_skip(fixture_url(t), strlen("sqlite:"));
	int seen = 0;

	ASSERT_EQ(sqlite3_open_v2(str_c(t->arena, path), &db, SQLITE_OPEN_READONLY, NULL), 0);
	for (size_t i = 0; query_all[i] != NULL; i++) {
		const struct query *q = query_all[i];
		sqlite3_stmt *plan = NULL;
		if (strncmp(q->name, "desk_keys_", 10) != 0)
			continue;
		seen++;
		const char *text = str_c(t->arena, str_printf(t->arena, "EXPLAIN QUERY PLAN %s", q->sqlite));
		ASSERT_EQ(sqlite3_prepare_v2(db, text, -1, &plan, NULL), 0);
		while (sqlite3_step(plan) == SQLITE_ROW) {
			const char *line = (const char *)sqlite3_column_text(plan, 3);
			if (strstr(line, "USING COVERING INDEX") == NULL)
				fail_msg("%s: %s", q->name, line);
		}
		sqlite3_finalize(plan);
	}
	sqlite3_close(db);
	ASSERT(seen >= 14);
}

/* What waits is read by a key of its own kind, in its order, however much else waits. */
TEST_STORE(what_is_due_comes_from_the_index_of_its_kind_in_order)
{
	static const struct {
		const char *query, *index;
	} due[] = {
		{ "outgoing_due", "outgoing_letter (next_at<?)" },
		{ "outgoing_due_briefs", "outgoing_briefs (next_at<?)" },
		{ "outgoing_due_hooks", "outgoing_hook (next_at<?)" },
		{ "mail_due", "mail_in_due (next_at<?)" },
	};
	if (strcmp(t->engine, "sqlite") != 0)
		return;
	sqlite3 *db;
	struct str path = str_skip(fixture_url(t), strlen("sqlite:"));
	size_t seen = 0;

	ASSERT_EQ(sqlite3_open_v2(str_c(t->arena, path), &db, SQLITE_OPEN_READONLY, NULL), 0);
	for (size_t i = 0; query_all[i] != NULL; i++)
		for (size_t k = 0; k < sizeof due / sizeof *due; k++)
			if (strcmp(query_all[i]->name, due[k].query) == 0) {
				ASSERT_HAS(plan_of(t, db, query_all[i]), due[k].index);
				ASSERT_LACKS(plan_of(t, db, query_all[i]), "TEMP B-TREE");
				seen++;
			}
	sqlite3_close(db);
	ASSERT_EQ(seen, sizeof due / sizeof *due);
}
