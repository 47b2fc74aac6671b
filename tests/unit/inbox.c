#include "tests/unit/inbox.h"

#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/notify/notify.h"
#include "tests/unit/fixture_person.h"

struct inbox inbox_open(struct test *t)
{
	struct inbox p = { .cx = fixture_ctx(t, .now = "2026-11-23T09:00Z") };
	struct organisation_new acme = { .name = STR("Acme"), .sharing = SHARING_OWN };
	organisation_id o;

	ASSERT_OK(organisation_create(p.cx, &acme, &o));
	p.ana = fixture_person(p.cx, "ana@acme.example", ROLE_CUSTOMER, o);
	p.ben = fixture_person(p.cx, "ben@acme.example", ROLE_CUSTOMER, o);
	p.tom = fixture_person(p.cx, "tom@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	p.settings = arena_new(t->arena, struct settings);
	*p.settings = settings_initial();
	p.settings->smtp_url = STR("smtp://localhost");
	p.cx->settings = p.settings;
	ASSERT_OK(mail_token_ready(p.cx));
	return p;
}

struct str inbox_hash(struct arena *a, char c)
{
	char *at = arena_bytes(a, 32);

	memset(at, c, 32);
	return str_of(at, 32);
}

struct mail_in inbox_take_at(struct inbox *p, const char *to, const struct mailin_letter *l)
{
	struct mailin_arrival a = { .source = STR("lmtp"), .sha256 = inbox_hash(p->cx->arena, 'r'),
		.size = 1000, .envelope_from = l->from_address, .envelope_to = str_from(to) };
	mail_in_id id;
	struct mail_in m;

	p->cx->actor = &actor_system;
	ASSERT_OK(mailin_receive(p->cx, &a, &id));
	ASSERT_OK(mailin_take(p->cx, id, l));
	ASSERT_OK(mailin_load(p->cx, id, &m));
	return m;
}

struct mail_in inbox_take(struct inbox *p, const struct mailin_letter *l)
{
	return inbox_take_at(p, "support@vendor.example", l);
}

struct mailin_letter inbox_letter(const char *from, const char *subject, const char *text)
{
	return (struct mailin_letter){ .from_address = str_from(from), .from_name = STR("Some Body"),
		.subject = str_from(subject), .text = str_from(text), .reply = str_from(text),
		.to = STR("support@vendor.example") };
}

struct casefile inbox_case(struct inbox *p, casefile_id id)
{
	struct casefile c;

	p->cx->actor = &actor_system;
	ASSERT_OK(casefile_load(p->cx, id, &c));
	return c;
}

struct casefile inbox_open_case(struct inbox *p)
{
	struct mailin_letter l = inbox_letter("ana@acme.example", "BGP sessions flap", "Since noon.");
	struct mail_in m = inbox_take(p, &l);

	ASSERT_EQ(m.state, MAILIN_DONE);
	return inbox_case(p, m.casefile);
}

struct entry inbox_newest(struct inbox *p, casefile_id id)
{
	struct entry_list list;

	ASSERT_OK(timeline_page(p->cx, id, 0, true, 1, &list));
	ASSERT_EQ(list.len, 1);
	return list.at[0];
}

struct entry inbox_entry(struct inbox *p, entry_id id, casefile_id c)
{
	struct entry_list list;

	ASSERT_OK(timeline_page(p->cx, c, entry_number(id) + 1, true, 1, &list));
	return list.at[0];
}

struct str inbox_waiting(struct inbox *p)
{
	struct outgoing_list list;
	struct str all = STR("");

	ASSERT_OK(notify_due(p->cx, &list));
	for (size_t i = 0; i < list.len; i++)
		all = str_printf(p->cx->arena, "%.*s%.*s ", STR_ARG(all), STR_ARG(list.at[i].recipient));
	return all;
}

struct str inbox_token(struct inbox *p, enum mail_token_kind kind, int64_t first, int64_t second)
{
	struct str text;

	ASSERT_OK(mail_token_make(p->cx, &(struct mail_token){ kind, first, second }, &text));
	return text;
}

void inbox_send_all(struct inbox *p)
{
	struct outgoing_list list;

	ASSERT_OK(notify_due(p->cx, &list));
	for (size_t i = 0; i < list.len; i++)
		ASSERT_OK(notify_sent(p->cx, list.at[i].id));
}
