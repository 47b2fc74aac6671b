/* A second problem becomes a case of its own; what was changed is on record. */
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/attachment.h"
#include "domain/casefile/bond.h"
#include "domain/casefile/history/history.h"
#include "domain/casefile/redact.h"
#include "domain/casefile/split/split.h"
#include "domain/casefile/watch.h"
#include "domain/escalation/respond.h"
#include "tests/unit/fixture.h"
#include "tests/unit/fixture_person.h"

struct bench {
	struct ctx *cx;
	struct actor ana, tom;
	struct casefile c;
	attachment_id file;
};

static void write_entry(struct bench *b, enum entry_kind kind, const char *text)
{
	struct casefile_reply r = { .kind = kind, .text = str_from(text),
		.then = CASEFILE_STATUS_COUNT_ };
	entry_id id;

	ASSERT_OK(casefile_load(b->cx, b->c.id, &b->c));
	ASSERT_OK(casefile_add_entry(b->cx, &b->c, &r, &id));
}

/* Entries: 1 the description, 2 a message of ana's an hour later, 3 a file, 4 a note of tom's. */
static void bench(struct test *t, struct bench *b)
{
	organisation_id acme;

	*b = (struct bench){ .cx = fixture_ctx(t, .now = "2026-11-23T09:00Z") };
	ASSERT_OK(organisation_create(b->cx, &(struct organisation_new){ .name = STR("Acme") }, &acme));
	b->ana = fixture_person(b->cx, "ana@acme.example", ROLE_CUSTOMER, acme);
	b->tom = fixture_person(b->cx, "tom@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	b->cx->actor = &b->ana;
	ASSERT_OK(casefile_open(b->cx, &(struct casefile_new){ .summary = STR("Uplink down"),
		.description = STR("Since noon."), .priority = 3 }, &b->c));
	b->cx->now = instant_add(b->cx->now, (seconds){ 3600 });
	write_entry(b, ENTRY_MESSAGE, "A fan is loud, too.");
	struct attachment_new n = { .name = STR("fan.log"), .size = 5,
		.sha256 = STR("01234567890123456789012345678901") };
	ASSERT_OK(casefile_load(b->cx, b->c.id, &b->c));
	ASSERT_OK(attachment_add(b->cx, &b->c, &n, &b->file));
	b->cx->actor = &b->tom;
	write_entry(b, ENTRY_NOTE, "Two problems.");
	ASSERT_OK(casefile_load(b->cx, b->c.id, &b->c));
}

TEST_STORE(a_split_case_has_what_was_chosen_with_its_times_and_writers)
{
	const int64_t entries[] = { 2, 4 };
	struct bench b;
	struct casefile made;
	struct entry_list page;
	struct attachment_list files;
	struct bond_list bonds;

	bench(t, &b);
	struct split s = { .summary = STR("Fan is loud"), .entries = entries, .entry_count = 2,
		.files = &b.file.v, .file_count = 1 };
	ASSERT_OK(casefile_split(b.cx, b.c.id, &s, &made));
	ASSERT_STR(made.summary, "Fan is loud");
	ASSERT_EQ(made.contact.v, b.c.contact.v);
	ASSERT_INSTANT(made.reported_at, "2026-11-23T10:00Z");
	ASSERT_OK(timeline_page(b.cx, made.id, 0, true, 9, &page));
	struct entry note = page.at[page.len - 2], first = page.at[page.len - 1];
	ASSERT_STR(first.text, "A fan is loud, too.");
	ASSERT_STR(first.author_name, "ana@acme.example");
	ASSERT_INSTANT(first.created_at, "2026-11-23T10:00Z");
	ASSERT_STR(note.text, "Two problems.");
	ASSERT(!note.public);
	ASSERT_OK(attachment_list(b.cx, &made, &files));
	ASSERT_EQ(files.len, 1);
	ASSERT_OK(attachment_list(b.cx, &b.c, &files));
	ASSERT_EQ(files.len, 1); /* what was sent to it stays in it */
	ASSERT_OK(bond_list(b.cx, &made, &bonds));
	ASSERT_EQ(bonds.len, 1);
	ASSERT_STR(bonds.at[0].target, str_c(t->arena, b.c.number));
	b.cx->actor = &b.ana;
	ASSERT_OK(timeline_page(b.cx, made.id, 0, false, 9, &page));
	ASSERT_EQ(page.len, 2); /* her message, and where it is from */
}

static bool says(struct bench *b, casefile_id id, const char *text)
{
	struct entry_list page;
	bool there = false;

	ASSERT_OK(timeline_page(b->cx, id, 0, true, 100, &page));
	for (size_t i = 0; i < page.len; i++)
		there |= str_find(page.at[i].text, str_from(text)) >= 0;
	return there;
}

/* Redacting entry `number` of a case leaves the words in none, and a trace in each. */
static void redact(struct bench *b, casefile_id id, int64_t number, const casefile_id *cases, size_t count)
{
	struct history h;
	struct casefile c;

	for (size_t i = 0; i < count; i++)
		ASSERT(says(b, cases[i], "A fan is loud, too."));
	ASSERT_OK(casefile_redact(b->cx, id, number, STR("a password")));
	for (size_t i = 0; i < count; i++) {
		ASSERT(!says(b, cases[i], "A fan is loud, too."));
		ASSERT_OK(casefile_load(b->cx, cases[i], &c));
		ASSERT_OK(history_load(b->cx, &c, 0, &h));
		ASSERT_EQ(h.redactions.len, 1);
		ASSERT_HAS(h.redactions.at[0].detail, "a password");
	}
}

TEST_STORE(what_is_redacted_in_a_case_is_so_in_the_case_that_was_split_off)
{
	const int64_t entries[] = { 2, 4 };
	struct split s = { .summary = STR("Fan is loud"), .entries = entries, .entry_count = 2 };
	struct casefile made;
	struct bench b;

	bench(t, &b);
	ASSERT_OK(casefile_split(b.cx, b.c.id, &s, &made));
	redact(&b, b.c.id, 2, (casefile_id[]){ b.c.id, made.id }, 2);
	ASSERT(says(&b, made.id, "Two problems."));
	ASSERT(says(&b, b.c.id, "Two problems."));
}

TEST_STORE(what_is_redacted_in_a_split_case_is_so_where_it_came_from_and_went_on_to)
{
	const int64_t entry = 2, first = 1;
	struct split s = { .summary = STR("Fan is loud"), .entries = &entry, .entry_count = 1 };
	struct casefile made, again;
	struct bench b;

	bench(t, &b);
	ASSERT_OK(casefile_split(b.cx, b.c.id, &s, &made));
	s.entries = &first;
	ASSERT_OK(casefile_split(b.cx, made.id, &s, &again));
	ASSERT_OK(bond_remove(b.cx, made.id, BOND_CASE, b.c.number)); /* links may go */
	ASSERT_OK(bond_remove(b.cx, made.id, BOND_CASE, again.number));
	redact(&b, made.id, 1, (casefile_id[]){ b.c.id, made.id, again.id }, 3);
	ASSERT_ERR(ERR_CONFLICT, casefile_redact(b.cx, b.c.id, 2, STR("a password")));
}

TEST_STORE(a_redaction_leaves_what_another_wrote_in_the_same_words)
{
	const int64_t entry = 2;
	struct split s = { .summary = STR("Fan is loud"), .entries = &entry, .entry_count = 1 };
	struct casefile made;
	struct bench b;

	bench(t, &b);
	ASSERT_OK(casefile_split(b.cx, b.c.id, &s, &made));
	b.cx->now = instant_add(b.cx->now, (seconds){ 60 });
	write_entry(&b, ENTRY_NOTE, "A fan is loud, too.");
	ASSERT_OK(casefile_redact(b.cx, made.id, 1, STR("a password")));
	ASSERT(!says(&b, made.id, "A fan is loud, too."));
	ASSERT(says(&b, b.c.id, "A fan is loud, too."));
}

TEST_STORE(a_split_case_starts_its_ladder_now_or_at_the_report_of_the_old_one)
{
	const int64_t entry = 2;
	struct bench b;
	struct casefile made;
	struct ladder_view now, same;

	bench(t, &b);
	struct split s = { .summary = STR("Fan"), .entries = &entry, .entry_count = 1 };
	ASSERT_OK(casefile_split(b.cx, b.c.id, &s, &made));
	ASSERT_OK(escalation_view(b.cx, made.id, &now));
	s.same_time = true;
	ASSERT_OK(casefile_split(b.cx, b.c.id, &s, &made));
	ASSERT_OK(escalation_view(b.cx, made.id, &same));
	ASSERT_INSTANT(made.reported_at, "2026-11-23T09:00Z");
	ASSERT_EQ(instant_since(now.next_due, same.next_due).s, 3600);
}

TEST_STORE(what_is_not_of_the_case_is_not_split_off_and_nothing_stays)
{
	const int64_t wrong[] = { 0, 3, 99 }, good = 2, file = 999;
	struct bench b;
	struct casefile made;

	bench(t, &b);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct split s = { .summary = STR("Fan"), .entries = &wrong[i], .entry_count = 1 };
		ASSERT_ERR(ERR_INVALID, casefile_split(b.cx, b.c.id, &s, &made));
	}
	struct split s = { .summary = STR("Fan"), .entries = &good, .entry_count = 1,
		.files = &file, .file_count = 1 };
	ASSERT_ERR(ERR_INVALID, casefile_split(b.cx, b.c.id, &s, &made));
	s = (struct split){ .summary = STR(" "), .entries = &good, .entry_count = 1 };
	ASSERT_ERR(ERR_INVALID, casefile_split(b.cx, b.c.id, &s, &made));
	b.cx->actor = &b.ana;
	s.summary = STR("Fan");
	ASSERT_ERR(ERR_DENIED, casefile_split(b.cx, b.c.id, &s, &made));
	b.cx->actor = &b.tom;
	int64_t before = b.c.entry_count;
	ASSERT_OK(casefile_load(b.cx, b.c.id, &b.c));
	ASSERT_EQ(b.c.entry_count, before);
}

TEST_STORE(the_history_has_each_change_with_its_reason_and_each_redaction)
{
	struct bench b;
	struct history h;

	bench(t, &b);
	ASSERT_OK(casefile_set_priority(b.cx, b.c.id, 4, STR("Agreed on the phone.")));
	ASSERT_OK(casefile_assign(b.cx, b.c.id, b.tom.person, STR("Knows fans.")));
	ASSERT_OK(casefile_redact(b.cx, b.c.id, 2, STR("A password.")));
	ASSERT_OK(history_load(b.cx, &b.c, 0, &h));
	ASSERT_STR(h.items.at[0].change.to, "tom@vendor.example");
	ASSERT_STR(h.items.at[0].change.why, "Knows fans.");
	ASSERT_STR(h.items.at[1].change.from, "P3 Medium");
	ASSERT_STR(h.items.at[1].who, "tom@vendor.example");
	ASSERT_EQ(h.older, 0);
	ASSERT_EQ(h.redactions.len, 1);
	ASSERT_HAS(h.redactions.at[0].detail, "A password.");
	ASSERT_HAS(h.redactions.at[0].detail, "hash ");
	b.cx->actor = &b.ana;
	ASSERT_ERR(ERR_DENIED, history_load(b.cx, &b.c, 0, &h));
}

TEST_STORE(the_page_of_a_case_asks_for_a_bounded_number_of_rows)
{
	struct bench b;
	struct entry_list page;
	struct attachment_list files;

	bench(t, &b);
	for (int i = 0; i < 60; i++) {
		struct attachment_new n = { .name = str_printf(t->arena, "%d.log", i), .size = 5,
			.sha256 = STR("01234567890123456789012345678901") };
		attachment_id id;
		ASSERT_OK(attachment_add(b.cx, &b.c, &n, &id));
	}
	ASSERT_OK(attachment_recent(b.cx, &b.c, 20, &files));
	ASSERT_EQ(files.len, 20);
	ASSERT_STR(files.at[0].name, "59.log");
	ASSERT_OK(attachment_list(b.cx, &b.c, &files));
	ASSERT_EQ(files.len, 61);
	ASSERT_OK(timeline_page(b.cx, b.c.id, 0, true, 50, &page));
	ASSERT_EQ(page.len, 50);
}
