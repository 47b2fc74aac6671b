#include "domain/casefile/list.h"
#include "domain/notify/mail_token.h"
#include "domain/notify/notify.h"
#include "domain/notify/outbox.h"
#include "domain/notify/suppression.h"
#include "tests/unit/desk.h"
#include "tests/unit/inbox.h"

static struct mailin_letter bounce(struct test *t, const char *of, const char *recipient,
	enum mailin_outcome outcome)
{
	struct mailin_letter l = inbox_letter("mailer-daemon@mx.example", "failure notice", "");

	l.is_report = true;
	l.robot = STR("delivery report");
	l.reported_id = str_from(of);
	*arena_push(t->arena, &l.reports) = (struct mailin_report){ outcome, str_from(recipient),
		STR("5.1.1"), STR("no such user") };
	return l;
}

/* A case of Ana's, and what came back of the mail that told her of it. */
struct returned {
	struct inbox p;
	struct casefile c;
	struct mailin_letter letter;
};

static struct returned returned(struct test *t, enum mailin_outcome outcome)
{
	struct returned r = { .p = inbox_open(t) };

	r.c = inbox_open_case(&r.p);
	struct str id = str_printf(t->arena, "case.%.*s@localhost", STR_ARG(r.c.number));
	r.letter = bounce(t, str_c(t->arena, id), "Ana@acme.example", outcome);
	return r;
}

/* Who has it hears of it; nothing else waits to be sent. */
static void give_to_tom(struct returned *r)
{
	r->p.cx->actor = &r->p.tom;
	ASSERT_OK(casefile_set_owner(r->p.cx, r->c.id, r->p.tom.person));
	inbox_send_all(&r->p);
}

TEST_STORE(a_mail_that_comes_back_is_noted_on_the_case_and_told_to_the_owner)
{
	struct returned r = returned(t, MAILIN_FAILED);

	give_to_tom(&r);
	ASSERT_EQ(inbox_take(&r.p, &r.letter).state, MAILIN_DONE);
	ASSERT_HAS(inbox_newest(&r.p, r.c.id).text, "The mail to ana@acme.example could not be delivered.");
	ASSERT_HAS(inbox_newest(&r.p, r.c.id).text, "5.1.1 no such user");
	ASSERT(!inbox_newest(&r.p, r.c.id).public);
	ASSERT_STR(inbox_waiting(&r.p), "tom@vendor.example ");
	ASSERT_EQ(inbox_take(&r.p, &r.letter).state, MAILIN_DONE);
	ASSERT_STR(inbox_waiting(&r.p), "tom@vendor.example ");
}

TEST_STORE(a_mail_that_is_late_is_noted_on_the_case_and_counts_as_no_bounce)
{
	struct returned r = returned(t, MAILIN_DELAYED);
	struct outbox_totals totals;

	give_to_tom(&r);
	ASSERT_EQ(inbox_take(&r.p, &r.letter).state, MAILIN_DONE);
	ASSERT_HAS(inbox_newest(&r.p, r.c.id).text, "The mail to ana@acme.example is delayed.");
	ASSERT(!inbox_newest(&r.p, r.c.id).public);
	ASSERT_STR(inbox_waiting(&r.p), "");
	ASSERT_OK(outbox_totals(r.p.cx, &totals));
	ASSERT_EQ(totals.failed, 0);
}

/* What the list says after a report: its cause, 0 when mail still goes there. */
static int held_back(struct test *t, const char *status, enum mailin_outcome outcome)
{
	struct returned r = returned(t, outcome);
	struct suppression found;
	bool is_held;

	r.letter.reports.at[0].status = str_from(status);
	ASSERT_EQ(inbox_take(&r.p, &r.letter).state, MAILIN_DONE);
	ASSERT_OK(suppression_find(r.p.cx, STR("ana@acme.example"), &found, &is_held));
	return is_held ? (int)found.cause : 0;
}

TEST_STORE(a_report_that_a_mailbox_is_gone_holds_further_mail_back)
{
	ASSERT_EQ(held_back(t, "5.1.1", MAILIN_FAILED), SUPPRESSION_BOUNCE);
}

TEST_STORE(a_report_of_a_full_mailbox_holds_nothing_back)
{
	ASSERT_EQ(held_back(t, "5.2.2", MAILIN_FAILED), 0);
}

TEST_STORE(a_report_of_a_delay_holds_nothing_back)
{
	ASSERT_EQ(held_back(t, "5.1.1", MAILIN_DELAYED), 0);
}

TEST_STORE(a_complaint_holds_further_mail_back)
{
	ASSERT_EQ(held_back(t, "", MAILIN_COMPLAINT), SUPPRESSION_COMPLAINT);
}

TEST_STORE(a_report_on_a_mail_that_is_not_ours_is_ignored)
{
	struct inbox p = inbox_open(t);
	struct casefile c = inbox_open_case(&p);
	struct mailin_letter other = bounce(t, "x@elsewhere.example", "ana@acme.example", MAILIN_FAILED);
	struct str id = str_printf(t->arena, "case.%.*s@localhost", STR_ARG(c.number));
	struct mailin_letter wrong = bounce(t, str_c(t->arena, id), "eve@other.example", MAILIN_FAILED);

	ASSERT_EQ(inbox_take(&p, &other).state, MAILIN_IGNORED);
	ASSERT_EQ(inbox_take(&p, &wrong).state, MAILIN_IGNORED);
	ASSERT_EQ(inbox_case(&p, c.id).entry_count, 1);
}

TEST_STORE(a_brief_that_comes_back_goes_the_next_way_at_once)
{
	struct desk d = desk_open(t, 0x1eu);
	casefile_id id = desk_case(&d, 1);
	struct outgoing_list list;

	ASSERT_OK(mail_token_ready(d.cx));
	desk_run(&d, HOUR);
	ASSERT_OK(notify_due(d.cx, &list));
	struct outgoing brief = list.at[list.len - 1];
	ASSERT(brief.rung.v != 0);
	struct inbox p = { .cx = d.cx };
	inbox_send_all(&p);
	struct mailin_letter l = bounce(t, str_c(t->arena, brief.message_id),
		str_c(t->arena, brief.recipient), MAILIN_FAILED);
	ASSERT_EQ(inbox_take(&p, &l).state, MAILIN_DONE);
	desk_pass(&d, false);

	ASSERT_HAS(desk_log(&d, id), "bounced");
	ASSERT_HAS(desk_log(&d, id), "attempt");
}
