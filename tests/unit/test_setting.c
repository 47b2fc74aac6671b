#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/setting/setting.h"
#include "domain/setting/setting_value.h"
#include "tests/unit/fixture.h"

TEST(every_default_is_a_value_of_its_setting)
{
	struct settings all = settings_initial();

	for (const struct setting *s = settings_known; s->name != NULL; s++) {
		ASSERT(setting_fault(s, str_from(s->initial)) == NULL);
		ASSERT(str_eq(setting_text(t->arena, s, &all), str_from(s->initial)));
		ASSERT(setting_find(str_from(s->name)) == s);
		ASSERT(str_ends(s->help, STR(".")));
	}
	ASSERT_EQ(all.auto_close_days, 14);
	ASSERT_EQ(all.session_idle.s, 7200);
}

static bool takes(const char *name, const char *value)
{
	return setting_fault(setting_find(str_from(name)), str_from(value)) == NULL;
}

TEST(a_setting_takes_only_values_of_its_kind)
{
	static const char *const good[][2] = {
		{ "center_name", "Müller & Söhne" }, { "origin", "" },
		{ "origin", "https://support.example.com" }, { "origin", "http://localhost:8080" },
		{ "origin", "https://[::1]:8443" }, { "origin", "https://[::1]" },
		{ "zone", "America/Argentina/Buenos_Aires" }, { "zone", "Etc/GMT+5" },
		{ "smtp_url", "smtp://127.0.0.1:2525" }, { "smtp_url", "smtps://mail.example.com" },
		{ "mail_from", "tac+cases@support.example.com" }, { "escalation_host", "a.example" },
		{ "auto_close_days", "1" }, { "auto_close_days", "365" }, { "reopen_window_days", "0" },
		{ "upload_max_mb", "16384" },
	};
	static const char *const bad[][2] = {
		{ "center_name", "" }, { "center_name", "a\x01" }, { "center_name", "\xff" },
		{ "origin", "https://support.example.com/" }, { "origin", "support.example.com" },
		{ "origin", "https://" }, { "origin", "https://a b" }, { "origin", "https://a:0" },
		{ "origin", "https://a:65536" }, { "origin", "https://a:b" }, { "origin", "https://u@a" },
		{ "origin", "javascript:alert(1)" }, { "origin", "https://[::1" },
		{ "origin", "https://[]" }, { "origin", "https://a\r\nX: y" },
		{ "zone", "../../etc/passwd" }, { "zone", "/etc/localtime" }, { "zone", "" },
		{ "zone", "Europe/Atlantis" }, { "zone", "Europe/Berlin " },
		{ "smtp_url", "http://mail.example.com" }, { "smtp_url", "file:///etc/passwd" },
		{ "mail_from", "support" }, { "mail_from", "@example.com" },
		{ "mail_from", "a@b\r\nBcc: c@d" }, { "mail_from", "a b@example.com" },
		{ "escalation_host", "a..b" }, { "escalation_host", "-a" }, { "escalation_host", "a>b" },
		{ "auto_close_days", "0" }, { "auto_close_days", "366" }, { "auto_close_days", "14 " },
		{ "auto_close_days", "" }, { "auto_close_days", "99999999999999999999" },
		{ "session_idle", "-1" }, { "upload_max_mb", "16385" },
	};

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!takes(good[i][0], good[i][1]))
			fail_msg("%s refuses \"%s\"", good[i][0], good[i][1]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (takes(bad[i][0], bad[i][1]))
			fail_msg("%s takes \"%s\"", bad[i][0], bad[i][1]);
}

TEST_STORE(a_changed_setting_is_loaded_and_reset)
{
	struct ctx *cx = fixture_ctx(t);
	struct settings s;

	ASSERT_OK(setting_set(cx, STR("auto_close_days"), STR("30")));
	ASSERT_OK(setting_set(cx, STR("center_name"), STR("Northbeam Networks")));
	ASSERT_OK(setting_set(cx, STR("center_name"), STR("Northbeam")));
	ASSERT_OK(setting_set(cx, STR("session_idle"), STR("600")));
	ASSERT_OK(settings_load(cx, &s));
	ASSERT_EQ(s.auto_close_days, 30);
	ASSERT_EQ(s.session_idle.s, 600);
	ASSERT_STR(s.center_name, "Northbeam");
	ASSERT_EQ(s.reopen_window_days, 14);

	ASSERT_OK(setting_reset(cx, STR("auto_close_days")));
	ASSERT_OK(setting_reset(cx, STR("auto_close_days")));
	ASSERT_OK(settings_load(cx, &s));
	ASSERT_EQ(s.auto_close_days, 14);
}

TEST_STORE(a_refused_setting_says_which_field_and_stores_nothing)
{
	struct ctx *cx = fixture_ctx(t);
	struct settings s;

	error e = setting_set(cx, STR("auto_close_days"), STR("0"));
	ASSERT_ERR(ERR_INVALID, e);
	ASSERT_STR(e->fields->field, "auto_close_days");
	ASSERT_STR(e->fields->text, "Give a higher number.");
	ASSERT_ERR(ERR_NOT_FOUND, setting_set(cx, STR("no_such"), STR("1")));
	ASSERT_ERR(ERR_NOT_FOUND, setting_reset(cx, STR("no_such")));

	ASSERT_OK(settings_load(cx, &s));
	ASSERT_EQ(s.auto_close_days, 14);
}

TEST_STORE(only_an_administrator_changes_settings)
{
	struct ctx *cx = fixture_ctx(t);
	struct actor agent = { .person = { 7 }, .roles = ROLE_AGENT };
	actor_derive(&agent);

	cx->actor = &agent;
	ASSERT_ERR(ERR_DENIED, setting_set(cx, STR("center_name"), STR("Mine")));
	ASSERT_ERR(ERR_DENIED, setting_reset(cx, STR("center_name")));
	cx->actor = &actor_visitor;
	ASSERT_ERR(ERR_UNSIGNED, setting_set(cx, STR("center_name"), STR("Mine")));
}

TEST_STORE(a_secret_setting_is_neither_shown_nor_audited)
{
	struct ctx *cx = fixture_ctx(t);
	struct settings s;
	struct audit_event_list log;

	ASSERT_OK(setting_set(cx, STR("smtp_password"), STR("canary-3141")));
	ASSERT_OK(setting_set(cx, STR("zone"), STR("Europe/Berlin")));
	ASSERT_OK(settings_load(cx, &s));
	ASSERT_STR(s.smtp_password, "canary-3141");
	ASSERT_STR(setting_text(t->arena, setting_find(STR("smtp_password")), &s), "set");

	ASSERT_OK(audit_list(cx, STR("setting."), (audit_id){ 0 }, &log));
	ASSERT_EQ(log.len, 2);
	ASSERT_STR(log.at[0].detail, "zone: Europe/Berlin");
	ASSERT_STR(log.at[1].detail, "smtp_password: (secret)");
}

TEST_STORE(a_running_process_hears_of_a_change)
{
	struct ctx *cx = fixture_ctx(t);
	struct settings_live *live;
	ASSERT_OK(settings_follow(cx, fixture_store(t), &live));
	const struct settings *before = settings_now(live);

	ASSERT_OK(setting_set(cx, STR("center_name"), STR("Northbeam Networks")));

	ASSERT_STR(settings_now(live)->center_name, "Northbeam Networks");
	ASSERT_STR(before->center_name, "Support Center");
	fixture_close(t);
	settings_unfollow(live);
}
