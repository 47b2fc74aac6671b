/* Articles that a case uses, and one that is written from it. */
#include "domain/account/permission.h"
#include "domain/casefile/bond.h"
#include "domain/casefile/draft.h"
#include "domain/casefile/lesson/lesson.h"
#include "domain/casefile/lesson/nameless.h"
#include "domain/knowledge/edit/edit.h"
#include "tests/unit/office.h"

static void publish(struct office *o, const char *number, const char *title, enum audience audience)
{
	struct article_new n = { .number = str_from(number), .type = ARTICLE_KNOWN_ISSUE,
		.title = str_from(title), .audience = audience };
	const struct actor *who = o->cx->actor;
	article_id id;

	*arena_push(o->cx->arena, &n.sections) = (struct section_new){ .kind = PART_TEXT,
		.markdown = STR("Update.") };
	o->cx->actor = &actor_system;
	ASSERT_OK(article_publish(o->cx, (article_id){ 0 }, &n, &id));
	o->cx->actor = who;
}

static void answer(struct office *o, enum entry_kind kind, const char *text)
{
	struct casefile_reply r = { .kind = kind, .text = str_from(text), .then = CASEFILE_STATUS_COUNT_ };
	entry_id entry;

	ASSERT_OK(casefile_load(o->cx, o->c.id, &o->c));
	ASSERT_OK(casefile_add_entry(o->cx, &o->c, &r, &entry));
}

TEST_STORE(an_article_that_is_attached_is_linked_counted_and_stands_below_the_draft)
{
	struct office o;
	struct bond_list bonds;
	struct draft d = { .kind = ENTRY_MESSAGE, .text = STR("Hello Ana,") };
	struct lesson_uses uses;
	struct entry_list log;
	bool quoted;

	office_open(t, &o);
	publish(&o, "KB1", "Sessions [BFD] flap", AUDIENCE_PUBLIC);
	ASSERT_OK(draft_save(o.cx, &o.c, &d));
	ASSERT_OK(lesson_attach(o.cx, o.c.id, STR(" kb1 "), &quoted));
	ASSERT(quoted);
	ASSERT_OK(draft_load(o.cx, &o.c, &d));
	ASSERT(str_starts(d.text, STR("Hello Ana,\n\n[Sessions (BFD) flap](")));
	ASSERT_HAS(d.text, "/kb/KB1)");
	ASSERT_OK(bond_list(o.cx, &o.c, &bonds));
	ASSERT_EQ(bonds.len, 1);
	ASSERT_EQ(bonds.at[0].kind, BOND_ARTICLE);
	ASSERT_OK(timeline_page(o.cx, o.c.id, 0, true, 1, &log));
	ASSERT_EQ(log.at[0].kind, ENTRY_CHANGE);
	ASSERT_HAS(log.at[0].text, "KB1");
	ASSERT_OK(lesson_uses(o.cx, STR("KB1"), &uses));
	ASSERT_EQ(uses.count, 1);
	ASSERT_STR(uses.newest.at[0].number, str_c(t->arena, o.c.number));

	ASSERT_OK(lesson_attach(o.cx, o.c.id, STR("KB1"), &quoted));
	ASSERT_OK(lesson_uses(o.cx, STR("KB1"), &uses));
	ASSERT_EQ(uses.count, 1);
	ASSERT_ERR(ERR_INVALID, lesson_attach(o.cx, o.c.id, STR("KB99"), &quoted));
	/* An author sees how often, and of no case what it is. */
	struct actor author = o.tom;
	author.roles = ROLE_AUTHOR;
	o.cx->actor = &author;
	ASSERT_OK(lesson_uses(o.cx, STR("KB1"), &uses));
	ASSERT_EQ(uses.count, 1);
	ASSERT_EQ(uses.newest.len, 0);
	o.cx->actor = &o.ana;
	ASSERT_ERR(ERR_DENIED, lesson_attach(o.cx, o.c.id, STR("KB1"), &quoted));
	ASSERT_OK(lesson_uses(o.cx, STR("KB1"), &uses));
	ASSERT_EQ(uses.count, 0);
	ASSERT_EQ(uses.newest.len, 0);
}

TEST_STORE(an_article_that_customers_cannot_read_is_linked_but_not_quoted)
{
	struct office o;
	struct draft d;
	struct bond_list bonds;
	bool quoted = true;

	office_open(t, &o);
	publish(&o, "KB2", "For the desk", AUDIENCE_INTERNAL);
	ASSERT_OK(lesson_attach(o.cx, o.c.id, STR("KB2"), &quoted));
	ASSERT(!quoted);
	ASSERT_OK(draft_load(o.cx, &o.c, &d));
	ASSERT_EQ(d.text.len, 0);
	ASSERT_OK(bond_list(o.cx, &o.c, &bonds));
	ASSERT_EQ(bonds.len, 1);
}

TEST_STORE(an_article_begun_from_a_case_has_its_parts_is_internal_and_linked_with_it)
{
	struct office o;
	struct article made;
	struct article_edit text;
	struct article_view seen;
	struct bond_list bonds;

	office_open(t, &o);
	answer(&o, ENTRY_NOTE, "Seen in the lab.\n\nRoot cause: the timer overflows.\nAlways.\n\nAsk R&D.");
	answer(&o, ENTRY_MESSAGE, "Mail ana@acme.example: update to 24.2R1.");
	ASSERT_OK(casefile_close(o.cx, o.c.id, STR("The update helped.")));
	ASSERT_OK(lesson_draft(o.cx, o.c.id, &made));
	ASSERT_OK(article_edit_load(o.cx, made.number, 0, &text));
	ASSERT_EQ(text.draft, DRAFT_SAVED);
	ASSERT_EQ(text.text.audience, AUDIENCE_INTERNAL);
	ASSERT_STR(text.text.title, str_c(t->arena, o.c.summary));
	struct str whole = article_text(t->arena, &text.text);
	ASSERT_HAS(whole, "the timer overflows.\nAlways.");
	ASSERT_HAS(whole, "update to 24.2R1.");
	ASSERT_HAS(whole, "The update helped.");
	ASSERT(str_find(whole, STR("Ask R&D")) < 0);
	ASSERT(str_find(whole, STR("ana@")) < 0);
	ASSERT_OK(bond_list(o.cx, &o.c, &bonds));
	ASSERT_EQ(bonds.len, 1);
	ASSERT_STR(bonds.at[0].target, str_c(t->arena, made.number));
	o.cx->actor = &o.ana;
	ASSERT_ERR(ERR_NOT_FOUND, article_view(o.cx, made.number, &seen));
	ASSERT_ERR(ERR_DENIED, lesson_draft(o.cx, o.c.id, &made));
}

TEST_STORE(what_goes_into_an_article_does_not_say_whose_it_was)
{
	static const struct {
		const char *said, *becomes;
	} texts[] = {
		{ "Ana Pereira, Anabel and ANA.", "[name], Anabel and [name]." },
		{ "Mail ana@acme.example, please.", "Mail [mail address], please." },
		{ "Call +49 30 123-4567 or 24.2R1", "Call [phone number] or 24.2R1" },
		{ "As in 2026-1123-0042.", "As in [case]." },
		{ "Acme Rail AG, Acme rail too", "[organisation], [organisation] too" },
		{ "serial NB-1001, not NB-10012", "serial [serial], not NB-10012" },
		{ "hostname edge-7\nedge-7# show", "hostname [host]\n[host]# show" },
		{ "enable secret topSecret1", "enable secret [redacted]" },
		{ "Grüße, Ünal", "Grüße, Ünal" },
	};
	struct casefile c = { .contact_name = STR("Ana Pereira"), .organisation_name = STR("Acme Rail AG"),
		.serial = STR("NB-1001") };
	struct nameless names;
	struct str out;
	struct office o;

	office_open(t, &o);
	ASSERT_OK(nameless_of_case(o.cx, &c, &names));
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		ASSERT_OK(nameless_text(o.cx, &names, str_from(texts[i].said), &out));
		ASSERT_STR(out, texts[i].becomes);
	}
}
