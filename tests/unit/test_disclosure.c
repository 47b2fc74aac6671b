/* What is about a vulnerability is for the SIRT and the reporter, and nowhere else. */
#include "domain/account/permission.h"
#include "domain/casefile/attachment.h"
#include "domain/casefile/bond.h"
#include "domain/casefile/draft.h"
#include "domain/casefile/edit/edit.h"
#include "domain/casefile/effort/effort.h"
#include "domain/casefile/follow.h"
#include "domain/casefile/incident/incident.h"
#include "domain/casefile/intake/intake.h"
#include "domain/casefile/merge/merge.h"
#include "domain/casefile/redact.h"
#include "domain/casefile/split/split.h"
#include "domain/casefile/tag/tag.h"
#include "domain/casefile/watch.h"
#include "domain/disclosure/handback.h"
#include "domain/disclosure/handover.h"
#include "domain/escalation/respond.h"
#include "domain/escalation/verify.h"
#include "domain/notify/notify.h"
#include "domain/presence/presence.h"
#include "domain/rma/rma.h"
#include "domain/setting/setting.h"
#include "domain/webhook/webhook.h"
#include "tests/unit/center.h"

#define WORD "zxq-flaw"

static struct str report; /* its number */

static void act_as(struct center *c, struct actor *a, enum center_who who)
{
	struct center_person *p = &c->people[who];

	*a = (struct actor){ .person = p->id, .roles = p->roles, .name = str_from(center_name(who)),
		.email = p->email, .locale = STR("en") };
	if (who == CUSTOMER || who == CUSTOMER_ADMIN)
		a->organisation = c->acme;
	actor_derive(a);
	c->cx->actor = a;
}

static void hear(struct center *c)
{
	struct webhook_new n = { .name = STR("Pager"), .url = STR("https://hook.example/"), .events = (1 << WEBHOOK_EVENTS_) - 1 };
	struct str secret;
	webhook_id id;

	ASSERT_OK(webhook_create(c->cx, &n, &id, &secret));
}

static void open_case(struct center *c, struct casefile *out)
{
	struct casefile_new n = { .summary = STR(WORD " in the parser"), .description = STR(WORD " by one packet"),
		.impact = STR(WORD " for all"), .priority = 1, .contact = c->people[CUSTOMER].email,
		.serial = STR("NB-1001"), .release = STR(WORD) };

	ASSERT_OK(casefile_open(c->cx, &n, out));
}

static void write_entry(struct center *c, struct casefile *f, enum entry_kind kind)
{
	entry_id id;

	ASSERT_OK(casefile_load(c->cx, f->id, f));
	ASSERT_OK(casefile_add_entry(c->cx, f, &(struct casefile_reply){ .kind = kind,
		.then = CASEFILE_STATUS_COUNT_, .text = STR(WORD " again") }, &id));
}

/* The word wherever a person can write one. */
static void write_everywhere(struct center *c, struct casefile *f)
{
	unsigned char hash[32] = { 7 };
	attachment_id file;
	struct str secret;
	struct rma rma;
	intake_id intake;

	write_entry(c, f, ENTRY_MESSAGE);
	write_entry(c, f, ENTRY_NOTE);
	write_entry(c, f, ENTRY_CALL);
	ASSERT_OK(attachment_add(c->cx, f, &(struct attachment_new){ .name = STR(WORD ".py"),
		.sha256 = str_of(hash, sizeof hash), .size = 1 }, &file));
	ASSERT_OK(resumable_begin(c->cx, f, STR(WORD ".pcap"), 5, &secret));
	ASSERT_OK(intake_create(c->cx, f, &(struct intake_new){ STR(WORD), 1 }, &secret, &intake));
	ASSERT_OK(casefile_tag(c->cx, f->id, STR(WORD)));
	ASSERT_OK(effort_add(c->cx, f->id, &(struct effort_new){ .minutes = 5, .what = STR(WORD) }));
	ASSERT_OK(bond_add(c->cx, f->id, STR("RX-4711")));
	ASSERT_OK(rma_open(c->cx, f->id, &(struct rma_new){ .defective = STR("NB-1001"),
		.ship_to = STR("Dock"), .reason = STR(WORD) }, &rma));
	ASSERT_OK(casefile_set_next_action(c->cx, f->id, STR(WORD), c->cx->now));
	ASSERT_OK(casefile_set_priority(c->cx, f->id, 2, STR(WORD)));
	ASSERT_OK(escalation_raise(c->cx, f->id, RELATION_NONE, STR(WORD), NULL));
	ASSERT_OK(draft_save(c->cx, f, &(struct draft){ ENTRY_MESSAGE, STR(WORD) }));
	ASSERT_OK(casefile_watch(c->cx, f->id, c->people[CUSTOMER_ADMIN].email));
}

/* Only tables of reports may have it. */
static void is_nowhere_else(struct center *c)
{
	struct str rest = center_holding(c, STR(WORD)), name;

	while (str_cut(&rest, ' ', &name))
		if (!str_starts(name, STR("disclosure"))) {
			print_error("%.*s still has the word\n", STR_ARG(name));
			fail();
		}
}

/* Another case gets copies of what it says. */
static void split_off(struct center *c, const struct casefile *f)
{
	const int64_t entries[] = { 1, 2 };
	struct attachment_list files;
	struct casefile made;

	ASSERT_OK(attachment_recent(c->cx, f, 1, &files));
	struct split s = { .summary = STR("A fan is loud"), .entries = entries, .entry_count = 2,
		.files = &files.at[0].id.v, .file_count = 1 };
	ASSERT_OK(casefile_split(c->cx, f->id, &s, &made));
}

static void plant_all(struct center *c)
{
	struct disclosure d;
	struct casefile f;
	struct actor agent;

	hear(c);
	open_case(c, &f);
	act_as(c, &agent, AGENT);
	write_everywhere(c, &f);
	split_off(c, &f);
	ASSERT_OK(handover_case(c->cx, f.id, &d));
	c->cx->actor = &actor_system;
}

TEST_STORE(what_was_handed_to_the_sirt_is_in_no_other_table)
{
	struct center *c = center_open_with(t, plant_all);
	struct verify_result sound = { 0 };

	ASSERT(center_holding(c, STR("Handed to the SIRT")).len > 0);
	is_nowhere_else(c);
	center_close(c);
	/* The ladder's log lost words, not its soundness. */
	ASSERT_OK(escalation_verify(c->cx, &sound));
	ASSERT_EQ(sound.faults, 0);
}

TEST_STORE(a_program_reports_a_vulnerability_and_gets_a_sealed_case)
{
	struct center *c = center_open(t);
	struct center_request r = { .method = "POST", .path = STR("/api/v1/cases"),
		.type = "application/json", .headers = center_bearer(c, CUSTOMER),
		.body = STR("{\"summary\":\"" WORD "\",\"description\":\"" WORD "\",\"priority\":3,"
			"\"vulnerability\":true}") };

	struct center_reply got = center_send(c, &r);
	ASSERT_EQ(got.status, 201);
	ASSERT(str_find(got.body, STR(WORD)) < 0);
	ASSERT_HAS(got.body, "Handed to the SIRT");
	is_nowhere_else(c);
	center_close(c);
}

static void nothing(struct center *c)
{
	(void)c;
}

static struct center *center_with_writer(struct test *t)
{
	struct center *c = center_open_with(t, nothing);

	center_close(c);
	return c;
}

TEST_STORE(the_sirt_gets_all_and_the_reporter_what_was_public)
{
	struct center *c = center_with_writer(t);
	struct disclosure_entry_list entries;
	bool older;
	struct disclosure_file_list files;
	struct disclosure_seen_list seen;
	struct disclosure d, found;
	struct actor sirt, customer, other;
	struct casefile f;

	open_case(c, &f);
	act_as(c, &other, AGENT);
	write_everywhere(c, &f);
	ASSERT_OK(handover_case(c->cx, f.id, &d));
	ASSERT_ERR(ERR_NOT_FOUND, disclosure_find(c->cx, d.number, &found));
	ASSERT_OK(disclosure_seen(c->cx, &d, &seen));
	ASSERT_EQ(seen.len, 0);

	act_as(c, &sirt, SIRT);
	ASSERT_OK(disclosure_find(c->cx, d.number, &found));
	ASSERT_STR(found.summary, WORD " in the parser");
	ASSERT_STR(found.serial, "NB-1001");
	ASSERT(found.readers >= 3); /* all of ACME */
	ASSERT_OK(disclosure_entries(c->cx, &found, 0, &entries, &older));
	ASSERT_EQ(entries.len, 5); /* the first one, three, and what it was linked with */
	ASSERT_OK(disclosure_seen(c->cx, &found, &seen));
	ASSERT_EQ(seen.len, 2);
	ASSERT_EQ(seen.at[0].how | seen.at[1].how, SEEN_WROTE | SEEN_WATCHED);

	act_as(c, &customer, CUSTOMER);
	ASSERT_OK(disclosure_find(c->cx, d.number, &found));
	ASSERT_OK(disclosure_entries(c->cx, &found, 0, &entries, &older));
	ASSERT_EQ(entries.len, 2);
	ASSERT_OK(disclosure_files(c->cx, &found, &files));
	ASSERT_EQ(files.len, 1);
	ASSERT_OK(disclosure_seen(c->cx, &found, &seen));
	ASSERT_EQ(seen.len, 0);
	for (enum center_who who = CUSTOMER_ADMIN; who < CENTER_PEOPLE; who++) {
		act_as(c, &other, who);
		if (who != SIRT)
			ASSERT_ERR(ERR_NOT_FOUND, disclosure_find(c->cx, d.number, &found));
	}
}

static int64_t count_of(struct center *c, casefile_id id, const char *text)
{
	struct entry_list page;
	int64_t n = 0;

	ASSERT_OK(timeline_page(c->cx, id, 0, true, 100, &page));
	for (size_t i = 0; i < page.len; i++)
		n += str_find(page.at[i].text, str_from(text)) >= 0;
	return n;
}

TEST_STORE(the_sirt_hands_a_case_back_with_what_it_said_before_and_no_more)
{
	struct center *c = center_with_writer(t);
	struct actor sirt, agent, customer;
	struct attachment_list files;
	struct str number;
	struct disclosure d;
	struct casefile f;

	open_case(c, &f);
	act_as(c, &agent, AGENT);
	write_everywhere(c, &f);
	c->cx->now = instant_add(c->cx->now, (seconds){ 60 });
	ASSERT_OK(handover_case(c->cx, f.id, &d));
	ASSERT_ERR(ERR_NOT_FOUND, handback_report(c->cx, d.number, &number));
	act_as(c, &customer, CUSTOMER);
	ASSERT_ERR(ERR_DENIED, handback_report(c->cx, d.number, &number));
	ASSERT_OK(handback_look(c->cx, &d, &number));
	ASSERT_STR(number, "");

	act_as(c, &sirt, SIRT);
	c->cx->now = instant_add(c->cx->now, (seconds){ 60 });
	ASSERT_OK(disclosure_write(c->cx, d.number, STR("Our own thoughts"), true));
	ASSERT_OK(disclosure_write(c->cx, d.number, STR("A word to the reporter"), false));
	ASSERT_OK(handback_report(c->cx, d.number, &number));
	ASSERT_STR(number, str_c(t->arena, f.number));
	ASSERT_ERR(ERR_CONFLICT, handback_report(c->cx, d.number, &number));
	ASSERT_OK(disclosure_find(c->cx, d.number, &d));
	ASSERT_EQ(d.state, DISCLOSURE_CLOSED);

	act_as(c, &agent, AGENT);
	ASSERT_OK(casefile_load(c->cx, f.id, &f));
	ASSERT(f.is_open);
	ASSERT_STR(f.summary, WORD " in the parser");
	ASSERT_STR(f.serial, "NB-1001");
	ASSERT_EQ(count_of(c, f.id, WORD " again"), 3);
	ASSERT_EQ(count_of(c, f.id, WORD " by one packet"), 1);
	ASSERT_EQ(count_of(c, f.id, "Our own thoughts"), 0);
	ASSERT_EQ(count_of(c, f.id, "A word to the reporter"), 0);
	ASSERT_EQ(count_of(c, f.id, "Links and tags"), 0);
	ASSERT_OK(attachment_list(c->cx, &f, &files));
	ASSERT_EQ(files.len, 1);
	ASSERT_STR(files.at[0].name, WORD ".py");
	write_entry(c, &f, ENTRY_MESSAGE); /* it takes more */

	act_as(c, &customer, CUSTOMER);
	struct entry_list page;
	ASSERT_OK(timeline_page(c->cx, f.id, 0, false, 100, &page));
	for (size_t i = 0; i < page.len; i++)
		ASSERT(page.at[i].kind != ENTRY_NOTE);
	struct verify_result sound = { 0 };
	c->cx->actor = &actor_system;
	ASSERT_OK(escalation_verify(c->cx, &sound));
	ASSERT_EQ(sound.faults, 0);
}

TEST_STORE(a_sealed_case_takes_nothing_more)
{
	struct center *c = center_with_writer(t);
	struct actor customer;
	struct casefile f, next;
	struct disclosure d;
	attachment_id file;
	entry_id entry;
	struct str secret;
	intake_id intake;

	open_case(c, &f);
	act_as(c, &customer, CUSTOMER);
	ASSERT_OK(handover_case(c->cx, f.id, &d));
	ASSERT_OK(casefile_load(c->cx, f.id, &f));
	ASSERT(!f.is_open);
	struct casefile_reply r = { .kind = ENTRY_MESSAGE, .text = STR(WORD),
		.then = CASEFILE_STATUS_COUNT_ };
	ASSERT_ERR(ERR_CONFLICT, casefile_add_entry(c->cx, &f, &r, &entry));
	ASSERT_ERR(ERR_CONFLICT, casefile_reopen(c->cx, f.id, STR(WORD)));
	ASSERT_ERR(ERR_CONFLICT, casefile_come_back(c->cx, f.id, STR(WORD), &next));
	ASSERT_ERR(ERR_CONFLICT, attachment_add(c->cx, &f, &(struct attachment_new){
		.name = STR(WORD) }, &file));
	ASSERT_ERR(ERR_CONFLICT, handover_case(c->cx, f.id, &d));
	ASSERT_ERR(ERR_CONFLICT, casefile_watch(c->cx, f.id, c->people[CUSTOMER_ADMIN].email));
	ASSERT_ERR(ERR_CONFLICT, draft_save(c->cx, &f, &(struct draft){ ENTRY_MESSAGE, STR(WORD) }));
	ASSERT_ERR(ERR_CONFLICT, intake_create(c->cx, &f, &(struct intake_new){ .name = STR(WORD) },
		&secret, &intake));
}

TEST_STORE(the_desk_writes_nothing_on_a_sealed_case)
{
	struct center *c = center_with_writer(t);
	struct casefile f, lead;
	struct disclosure d;
	struct rma rma;
	struct effort_new effort = { .minutes = 5, .what = STR(WORD) };
	struct rma_new device = { .defective = STR("NB-1001"), .ship_to = STR(WORD) };

	open_case(c, &f);
	open_case(c, &lead);
	c->cx->actor = &actor_system;
	ASSERT_OK(handover_case(c->cx, f.id, &d));
	ASSERT_OK(casefile_load(c->cx, f.id, &f));
	ASSERT_ERR(ERR_CONFLICT, casefile_set_status(c->cx, f.id, CASEFILE_OPEN, STR("")));
	ASSERT_ERR(ERR_CONFLICT, casefile_set_priority(c->cx, f.id, 1, STR(WORD)));
	ASSERT_ERR(ERR_CONFLICT, casefile_set_next_action(c->cx, f.id, STR(WORD), (instant){ 0 }));
	ASSERT_ERR(ERR_CONFLICT, casefile_tag(c->cx, f.id, STR("crash")));
	ASSERT_ERR(ERR_CONFLICT, bond_add(c->cx, f.id, STR("PR-1000001")));
	ASSERT_ERR(ERR_CONFLICT, effort_add(c->cx, f.id, &effort));
	ASSERT_ERR(ERR_CONFLICT, rma_open(c->cx, f.id, &device, &rma));
	ASSERT_ERR(ERR_CONFLICT, casefile_redact(c->cx, f.id, 1, STR(WORD)));
	ASSERT_ERR(ERR_INVALID, incident_attach(c->cx, lead.id, f.number, &(int64_t){ 0 }));
}

static struct disclosure_file_new one_file(const char *name)
{
	static const unsigned char hash[32] = { 7 };

	return (struct disclosure_file_new){ .name = str_from(name), .size = 1,
		.sha256 = str_of(hash, sizeof hash) };
}

static error attach(struct center *c, const struct disclosure *d, const char *name, bool internal)
{
	struct disclosure_file_new file = one_file(name);

	return disclosure_attach(c->cx, d->number, &(struct disclosure_files_new){ &file, 1, internal });
}

TEST_STORE(both_sides_add_files_to_a_report_and_nobody_else_does)
{
	struct center *c = center_with_writer(t);
	struct disclosure_entry_list entries;
	struct disclosure_file_list files;
	struct actor customer, sirt, other;
	struct casefile f;
	struct disclosure d;
	bool older;

	open_case(c, &f);
	ASSERT_OK(handover_case(c->cx, f.id, &d));
	act_as(c, &customer, CUSTOMER);
	ASSERT_OK(disclosure_may_attach(c->cx, d.number));
	ASSERT_OK(attach(c, &d, "../" WORD ".py", false));
	ASSERT_ERR(ERR_DENIED, attach(c, &d, WORD, true));
	act_as(c, &sirt, SIRT);
	ASSERT_OK(attach(c, &d, WORD "-inside.txt", true));
	ASSERT_OK(disclosure_files(c->cx, &d, &files));
	ASSERT_EQ(files.len, 2);
	ASSERT_STR(files.at[0].name, WORD ".py");
	ASSERT(!files.at[1].public);

	act_as(c, &customer, CUSTOMER);
	ASSERT_OK(disclosure_files(c->cx, &d, &files));
	ASSERT_EQ(files.len, 1);
	ASSERT_OK(disclosure_entries(c->cx, &d, 0, &entries, &older));
	ASSERT_EQ(entries.at[entries.len - 1].kind, DISCLOSURE_FILES);
	ASSERT_STR(entries.at[entries.len - 1].text, WORD ".py");
	for (enum center_who who = CUSTOMER_ADMIN; who < CENTER_PEOPLE; who++) {
		act_as(c, &other, who);
		if (who == SIRT)
			continue;
		ASSERT_ERR(ERR_NOT_FOUND, disclosure_may_attach(c->cx, d.number));
		ASSERT_ERR(ERR_NOT_FOUND, attach(c, &d, "no.txt", false));
	}
	c->cx->actor = &actor_system;
	is_nowhere_else(c);
}

TEST_STORE(a_report_takes_a_thousand_files_and_no_part_of_what_is_beyond)
{
	struct center *c = center_with_writer(t);
	struct disclosure_files_new many = { .len = DISCLOSURE_FILES_MAX - 1 };
	struct disclosure_file_list files;
	struct actor customer;
	struct casefile f;
	struct disclosure d;

	open_case(c, &f);
	ASSERT_OK(handover_case(c->cx, f.id, &d));
	many.at = arena_bytes(t->arena, many.len * sizeof *many.at);
	for (size_t i = 0; i < many.len; i++)
		many.at[i] = one_file("a.log");
	act_as(c, &customer, CUSTOMER);
	ASSERT_OK(disclosure_attach(c->cx, d.number, &many));
	many.len = 2;
	ASSERT_ERR(ERR_LIMIT, disclosure_attach(c->cx, d.number, &many));
	many.len = 0;
	ASSERT_ERR(ERR_INVALID, disclosure_attach(c->cx, d.number, &many));
	ASSERT_OK(disclosure_files(c->cx, &d, &files));
	ASSERT_EQ(files.len, DISCLOSURE_FILES_MAX - 1);
	ASSERT_OK(attach(c, &d, "last.log", false));
	ASSERT_ERR(ERR_LIMIT, disclosure_may_attach(c->cx, d.number));
}

static void plant_report(struct center *c)
{
	struct casefile f;
	struct disclosure d;

	open_case(c, &f);
	ASSERT_OK(handover_case(c->cx, f.id, &d));
	report = str_copy(c->t->arena, d.number);
}

static struct center_reply fetch(struct center *c, enum center_who who)
{
	struct center_request r = { .method = "GET", .headers = c->people[who].cookie,
		.path = str_printf(c->t->arena, "/security/reports/%.*s/files/1/proof.py", STR_ARG(report)) };

	return center_send(c, &r);
}

TEST_STORE(the_bytes_of_a_file_are_sent_to_both_sides_as_a_download_alone)
{
	struct center *c = center_open_with(t, plant_report);
	struct center_request r = { .method = "POST", .type = "multipart/form-data; boundary=b",
		.path = str_printf(t->arena, "/security/reports/%.*s/files", STR_ARG(report)),
		.headers = c->people[CUSTOMER].cookie };

	r.body = str_printf(t->arena, "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%.*s\r\n"
		"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"proof.py\"\r\n\r\n"
		"<script>" WORD "</script>\r\n--b--\r\n", STR_ARG(center_csrf(c, CUSTOMER)));
	ASSERT_EQ(center_send(c, &r).status, 303);
	ASSERT_HAS(fetch(c, SIRT).body, "<script>" WORD "</script>");
	struct center_reply got = fetch(c, CUSTOMER);
	ASSERT_HAS(got.body, WORD);
	ASSERT_HAS(got.head, "application/octet-stream");
	ASSERT_HAS(got.head, "attachment");
	for (enum center_who who = CUSTOMER_ADMIN; who < CENTER_PEOPLE; who++)
		if (who != SIRT)
			ASSERT_EQ(fetch(c, who).status, 404);
	is_nowhere_else(c);
	center_close(c);
}

TEST_STORE(a_long_report_is_read_in_pages_to_its_beginning)
{
	struct center *c = center_with_writer(t);
	struct disclosure_entry_list entries, before;
	struct actor sirt;
	struct casefile f;
	struct disclosure d;
	bool older;

	open_case(c, &f);
	c->cx->actor = &actor_system;
	ASSERT_OK(handover_case(c->cx, f.id, &d));
	act_as(c, &sirt, SIRT);
	ASSERT_OK(disclosure_entries(c->cx, &d, 0, &entries, &older));
	ASSERT(!older);
	size_t moved = entries.len;
	for (int i = 0; i < DISCLOSURE_PAGE; i++)
		ASSERT_OK(disclosure_write(c->cx, d.number, str_printf(t->arena, "Look %d", i), true));
	ASSERT_OK(disclosure_entries(c->cx, &d, 0, &entries, &older));
	ASSERT(older);
	ASSERT_EQ(entries.len, DISCLOSURE_PAGE);
	ASSERT_STR(entries.at[0].text, "Look 0");
	ASSERT_STR(entries.at[DISCLOSURE_PAGE - 1].text, "Look 199");
	ASSERT_OK(disclosure_entries(c->cx, &d, entries.at[0].id, &before, &older));
	ASSERT(!older);
	ASSERT_EQ(before.len, moved);
}

TEST_STORE(only_the_desk_and_the_contact_hand_a_case_over)
{
	struct center *c = center_with_writer(t);
	struct actor who;
	struct casefile f;
	struct disclosure d;

	open_case(c, &f);
	act_as(c, &who, CUSTOMER_ADMIN); /* a colleague, who reads it */
	ASSERT_ERR(ERR_DENIED, handover_case(c->cx, f.id, &d));
	act_as(c, &who, STRANGER);
	ASSERT_ERR(ERR_NOT_FOUND, handover_case(c->cx, f.id, &d));
	act_as(c, &who, SIRT); /* is not of the desk */
	ASSERT_ERR(ERR_DENIED, handover_case(c->cx, f.id, &d));
	act_as(c, &who, CUSTOMER);
	ASSERT_OK(handover_case(c->cx, f.id, &d));
}

TEST_STORE(a_case_that_leads_an_incident_or_was_merged_is_not_handed_over)
{
	struct center *c = center_with_writer(t);
	struct casefile lead, child, away;
	struct disclosure d;

	open_case(c, &lead);
	open_case(c, &child);
	open_case(c, &away);
	ASSERT_OK(incident_attach(c->cx, lead.id, child.number, &(int64_t){ 0 }));
	ASSERT_ERR(ERR_CONFLICT, handover_case(c->cx, lead.id, &d));
	ASSERT_OK(casefile_merge(c->cx, away.id, child.number));
	ASSERT_ERR(ERR_CONFLICT, handover_case(c->cx, away.id, &d));
	/* What was merged into it keeps copies: they go, too. */
	ASSERT_OK(handover_case(c->cx, child.id, &d));
	ASSERT_OK(casefile_load(c->cx, away.id, &away));
	ASSERT_STR(away.summary, "Handed to the SIRT");
	ASSERT_OK(handover_case(c->cx, lead.id, &d));
}

TEST_STORE(news_of_a_report_is_mailed_without_a_word_of_it)
{
	struct center *c = center_with_writer(t);
	struct actor sirt, customer;
	struct outgoing_list mails;
	struct casefile f;
	struct disclosure d;
	size_t to_sirt = 0, to_customer = 0;
	struct settings s = settings_initial();

	s.smtp_url = STR("smtp://localhost");
	c->cx->settings = &s;
	open_case(c, &f);
	ASSERT_OK(handover_case(c->cx, f.id, &d));
	act_as(c, &customer, CUSTOMER);
	ASSERT_OK(disclosure_write(c->cx, d.number, STR(WORD " once more"), false));
	ASSERT_ERR(ERR_DENIED, disclosure_write(c->cx, d.number, STR("no"), true));
	ASSERT_ERR(ERR_DENIED, disclosure_set_state(c->cx, d.number, DISCLOSURE_CLOSED));
	act_as(c, &sirt, SIRT);
	ASSERT_OK(disclosure_write(c->cx, d.number, STR(WORD " for us"), true));
	ASSERT_OK(disclosure_write(c->cx, d.number, STR(WORD " for you"), false));
	ASSERT_OK(attach(c, &d, WORD "-inside.py", true));
	ASSERT_OK(attach(c, &d, WORD ".py", false));
	ASSERT_OK(disclosure_set_state(c->cx, d.number, DISCLOSURE_VERIFYING));
	ASSERT_ERR(ERR_INVALID, disclosure_write(c->cx, d.number, STR(" "), false));
	c->cx->actor = &actor_system;
	ASSERT_OK(notify_due(c->cx, &mails));
	for (size_t i = 0; i < mails.len; i++) {
		struct outgoing *m = &mails.at[i];
		ASSERT(str_find(m->text, STR(WORD)) < 0 && str_find(m->subject, STR(WORD)) < 0);
		if (str_find(m->subject, d.number) < 0)
			continue;
		to_sirt += str_eq(m->recipient, c->people[SIRT].email);
		to_customer += str_eq(m->recipient, c->people[CUSTOMER].email);
	}
	ASSERT_EQ(to_sirt, 2);     /* that it is there, and the reporter's */
	ASSERT_EQ(to_customer, 4); /* that it is there, an answer, a file, and the state */
}
