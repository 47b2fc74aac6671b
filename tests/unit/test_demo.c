#include "demo/demo.h"
#include "demo/load.h"
#include "domain/audit/audit.h"
#include "domain/escalation/verify.h"
#include "domain/mailin/mailin.h"
#include "domain/setting/setting.h"
#include "mail/read/html/html_check.h"
#include "os/file.h"
#include "tests/unit/fixture.h"

static struct demo make(struct test *t, struct ctx *cx, uint64_t seed)
{
	struct settings *settings = arena_new(t->arena, struct settings);
	CLEANUP(files_close) struct files files = { 0 };
	struct demo demo = { .seed = seed, .password_hash = STR("hash"), .files = &files };

	ASSERT_OK(files_open(cx, path_join(cx, fixture_dir(t), STR("files")), &files));

	*settings = settings_initial();
	cx->settings = settings;
	fixture_release(cx);
	ASSERT_OK(demo_make(cx, fixture_store(t), &demo));
	return demo;
}

/* Each is an entry of its case, and what is shown of it could have come from the cleaner. */
static void look_at_mails(struct test *t, struct ctx *cx)
{
	struct mail_in_line_list mails;
	int pages = 0, sealed = 0, signed_ones = 0;

	ASSERT_OK(mailin_list(cx, 0, (mail_in_id){ 0 }, &mails));
	for (size_t i = 0; i < mails.len; i++) {
		struct mail_in m;
		ASSERT_OK(mailin_load(cx, mails.at[i].id, &m));
		ASSERT_EQ(m.state, MAILIN_DONE);
		ASSERT(m.entry.v != 0);
		ASSERT(html_is_clean(m.html));
		pages += m.html.len > 0;
		sealed += m.sealed == PGP_OPENED;
		signed_ones += m.signature == PGP_GOOD;
	}
	ASSERT(pages > 0 && sealed > 0 && signed_ones > sealed);
}

TEST_STORE(the_demo_center_is_whole_and_its_records_hold)
{
	struct ctx *cx = fixture_ctx(t, .now = "2026-11-23T09:00Z");
	struct verify_result ladders;
	int64_t audited;
	audit_id broken;

	struct demo demo = make(t, cx, 1);

	ASSERT_EQ(demo.products, 12);
	ASSERT_EQ(demo.releases, 40);
	ASSERT_EQ(demo.organisations, 60);
	ASSERT_EQ(demo.people, 400);
	ASSERT_EQ(demo.articles, 40);
	ASSERT_EQ(demo.assets, 3000);
	ASSERT_EQ(demo.cases, 300);
	ASSERT_EQ(demo.accounts.len, 12);
	cx = fixture_reader(t);
	ASSERT_OK(escalation_verify(cx, &ladders));
	ASSERT_EQ(ladders.ladders, 300);
	ASSERT_EQ(ladders.faults, 0);
	ASSERT_OK(audit_verify(cx, &audited, &broken));
	ASSERT_EQ(broken.v, 0);
	look_at_mails(t, cx);
}

TEST_STORE(a_demo_is_refused_where_people_are)
{
	struct ctx *cx = fixture_ctx(t, .now = "2026-11-23T09:00Z");
	struct demo again = { .seed = 1 };

	make(t, cx, 1);

	ASSERT_ERR(ERR_CONFLICT, demo_make(cx, fixture_store(t), &again));
}

TEST_STORE(a_load_of_cases_is_as_sound_as_cases_that_people_made)
{
	struct ctx *cx = fixture_ctx(t, .now = "2026-11-23T09:00Z");
	struct load load = { .cases = 45, .seed = 3 };
	struct verify_result ladders;

	make(t, cx, 1);
	ASSERT_OK(load_make(cx, fixture_store(t), &load));

	ASSERT_EQ(load.made, 45);
	ASSERT_EQ(load.entries, 450);
	cx = fixture_reader(t);
	ASSERT_OK(escalation_verify(cx, &ladders));
	ASSERT_EQ(ladders.ladders, 345);
	ASSERT_EQ(ladders.faults, 0);
}

TEST_STORE(a_load_needs_a_demo_center)
{
	struct ctx *cx = fixture_ctx(t);
	struct load load = { .cases = 1 };

	fixture_release(cx);
	ASSERT_ERR(ERR_CONFLICT, load_make(cx, fixture_store(t), &load));
}
