#include "base/limits.h"
#include "domain/mailin/mailbox.h"
#include "domain/mailin/mailin.h"
#include "domain/mailin/support_address.h"
#include "domain/setting/setting.h"
#include "mail/in/poll.h"
#include "os/file.h"
#include "tests/unit/fixture.h"
#include "tests/unit/imap_sink.h"

/* A center that looks into one mailbox. */
struct desk {
	struct test *t;
	struct ctx *cx, *reader;
	struct imap_sink *sink;
	struct files files;
	struct settings settings;
	mailbox_id box;
};

static struct desk *desk_with(struct test *t, struct mailbox_new n)
{
	struct desk *d = arena_new(t->arena, struct desk);
	struct support_address_new a = { .address = STR("support@vendor.example") };
	support_address_id id;

	*d = (struct desk){ .t = t, .cx = fixture_ctx(t), .sink = imap_sink_open(t),
		.settings = settings_initial() };
	d->cx->settings = &d->settings;
	ASSERT_OK(files_open(d->cx, path_join(d->cx, fixture_dir(t), STR("files")), &d->files));
	ASSERT_OK(support_address_add(d->cx, &a, &id));
	n.url = imap_sink_url(t, d->sink);
	n.user = STR("desk");
	n.address = STR("support@vendor.example");
	n.period = 60;
	ASSERT_OK(mailbox_add(d->cx, &n, &d->box));
	return d;
}

static struct desk *desk(struct test *t, enum mailbox_afterwards afterwards)
{
	return desk_with(t, (struct mailbox_new){ .secret = STR("hush"), .afterwards = afterwards });
}

/* An hour later; what came of it. */
static struct poll_pass look(struct desk *d)
{
	struct poll_config config = { .store = fixture_store(d->t), .files = &d->files };
	struct poll_pass pass;

	fixture_release(d->cx);
	if (d->reader == NULL)
		d->reader = fixture_reader(d->t);
	d->reader->settings = &d->settings;
	d->cx->now = d->reader->now = instant_add(d->cx->now, (seconds){ 3600 });
	ASSERT_OK(poll_pass(d->reader, &config, &pass));
	return pass;
}

static struct mailbox state(struct desk *d)
{
	struct mailbox_list all;

	ASSERT_OK(mailboxes(d->reader, &all));
	ASSERT_EQ(all.len, 1);
	return all.at[0];
}

static size_t stored(struct desk *d)
{
	struct mail_in_line_list all;

	ASSERT_OK(mailin_list(d->reader, 0, (mail_in_id){ 0 }, &all));
	return all.len;
}

static void leave(struct desk *d)
{
	imap_sink_close(d->sink);
	files_close(&d->files);
}

TEST_STORE(a_mail_is_stored_before_it_is_deleted_there_in_whatever_order_a_search_answers)
{
	struct desk *d = desk(t, MAILBOX_DELETE);

	d->sink->numbers = "5 3 4";
	ASSERT_EQ(look(d).received, 3);
	ASSERT_EQ(stored(d), 3);
	ASSERT_EQ(d->sink->deleted, 3);
	ASSERT_EQ(d->sink->gone[0], 3);
	/* What is there still is deleted, and not taken again. */
	ASSERT_EQ(look(d).received, 0);
	ASSERT_EQ(stored(d), 3);
	ASSERT_EQ(d->sink->deleted, 6);
	leave(d);
}

TEST_STORE(messages_that_are_numbered_anew_are_all_fetched_again)
{
	struct desk *d = desk(t, MAILBOX_SEEN);

	d->sink->numbers = "1 2 3";
	ASSERT_EQ(look(d).received, 3);
	/* One more has come, and the first number is its. */
	d->sink->validity = 8;
	d->sink->numbers = "1 2 3 4";
	ASSERT_EQ(look(d).received, 4);
	ASSERT_EQ(state(d).uid_validity, 8);
	ASSERT_EQ(state(d).last_uid, 4);
	leave(d);
}

TEST_STORE(nothing_is_fetched_or_deleted_by_numbers_that_are_new_since_they_were_asked_for)
{
	struct desk *d = desk(t, MAILBOX_DELETE);

	d->sink->numbers = "1";
	ASSERT_EQ(look(d).received, 1);
	d->sink->deleted = 0;
	d->sink->validity_selected = 8;
	ASSERT_EQ(look(d).faults, 1);
	ASSERT_EQ(d->sink->deleted, 0);
	ASSERT_EQ(stored(d), 1);
	ASSERT_HAS(state(d).last_error, "UIDVALIDITY");
	d->sink->validity = 8;
	ASSERT_EQ(look(d).received, 1);
	leave(d);
}

TEST_STORE(a_mail_too_large_to_fetch_stays_there_and_holds_up_no_other)
{
	struct desk *d = desk(t, MAILBOX_DELETE);

	d->sink->numbers = "1 2 3";
	d->sink->huge_uid = 2;
	d->sink->huge = LIMIT_MAIL + 1;
	struct poll_pass pass = look(d);
	ASSERT_EQ(pass.received, 2);
	ASSERT_EQ(pass.faults, 0);
	ASSERT_EQ(state(d).left_behind, 1);
	d->sink->numbers = "2";
	ASSERT_EQ(look(d).received, 0);
	ASSERT_EQ(d->sink->fetches, 3);
	ASSERT_EQ(d->sink->deleted, 2);
	ASSERT_EQ(d->sink->gone[1], 3);
	leave(d);
}

static error renew(struct ctx *cx, void *arg)
{
	const mailbox_id *box = arg;

	return mailbox_renew(cx, *box, STR("second"));
}

TEST_STORE(a_token_that_has_expired_is_told_of_and_a_new_one_is_used_at_once)
{
	struct desk *d = desk_with(t, (struct mailbox_new){ .secret = STR("first"), .bearer = true });

	d->sink->token = "first";
	d->sink->numbers = "1";
	ASSERT_EQ(look(d).received, 1);
	d->sink->token = "second";
	ASSERT_EQ(look(d).faults, 1);
	ASSERT_HAS(state(d).last_error, "the token is refused; it may have expired");
	ASSERT_LACKS(state(d).last_error, "first");
	ASSERT_OK(store_write(fixture_store(t), d->reader, renew, &d->box));
	d->sink->numbers = "1 2";
	ASSERT_EQ(look(d).received, 1);
	ASSERT_STR(state(d).last_error, "");
	leave(d);
}

/* A token endpoint: what it answers next, and what it was asked last. */
struct endpoint {
	struct sink sink;
	const char *status, *answer;
	char asked[1024];
	int times;
};

static void answer(void *of, FILE *in, FILE *out)
{
	struct endpoint *e = of;
	char line[1024];
	struct str mark = STR("Content-Length:");
	int64_t length = 0;

	while (fgets(line, sizeof line, in) != NULL && strcmp(line, "\r\n") != 0)
		if (str_starts(str_from(line), mark))
			ASSERT(str_int(str_trim(str_skip(str_from(line), mark.len)), &length));
	ASSERT(length < (int64_t)sizeof e->asked);
	e->asked[fread(e->asked, 1, (size_t)length, in)] = '\0';
	e->times++;
	(void)fprintf(out, "HTTP/1.1 %s\r\nContent-Type: application/json\r\nConnection: close\r\n"
		"Content-Length: %zu\r\n\r\n%s", e->status, strlen(e->answer), e->answer);
}

static struct desk *desk_of(struct test *t, struct endpoint *e, struct str refresh)
{
	*e = (struct endpoint){ .status = "200 OK" };
	sink_open(t, &e->sink, answer, e);
	return desk_with(t, (struct mailbox_new){ .secret = refresh, .client_id = STR("mainstay"),
		.client_secret = STR("shh & quiet"), .scope = STR("mail offline"),
		.token_url = str_printf(t->arena, "http://127.0.0.1:%d/token", e->sink.port) });
}

TEST_STORE(access_tokens_are_asked_for_kept_while_they_live_and_the_refresh_token_is_replaced)
{
	struct endpoint e;
	struct desk *d = desk_of(t, &e, STR("refresh+1"));

	d->sink->token = "one";
	d->sink->numbers = "1";
	e.answer = "{\"access_token\":\"one\",\"expires_in\":\"7200\",\"refresh_token\":\"refresh+2\"}";
	ASSERT_EQ(look(d).received, 1);
	ASSERT_STR(str_from(e.asked), "grant_type=refresh_token&refresh_token=refresh%2B1&client_id=mainstay"
		"&client_secret=shh%20%26%20quiet&scope=mail%20offline");
	/* It lives for two hours; then comes the next. */
	ASSERT_EQ(look(d).faults, 0);
	ASSERT_EQ(e.times, 1);
	d->sink->token = "two";
	e.answer = "{\"access_token\":\"two\",\"expires_in\":999999999}";
	ASSERT_EQ(look(d).faults, 0);
	ASSERT_EQ(e.times, 2);
	ASSERT_HAS(str_from(e.asked), "refresh_token=refresh%2B2");
	/* Withdrawn before its end: asked for at once, once. */
	d->sink->token = "three";
	e.answer = "{\"access_token\":\"three\",\"expires_in\":3600}";
	ASSERT_EQ(look(d).faults, 0);
	ASSERT_EQ(e.times, 3);
	ASSERT_EQ(d->sink->refused, 1);
	sink_close(&e.sink);
	leave(d);
}

TEST_STORE(a_client_asks_for_itself_and_what_the_endpoint_refuses_is_told)
{
	struct endpoint e;
	struct desk *d = desk_of(t, &e, STR(""));

	d->sink->token = "one";
	e.status = "401 Unauthorized";
	e.answer = "{\"error\":\"invalid_client\",\"error_description\":\"The secret has expired.\\r\\nTrace: 1\"}";
	ASSERT_EQ(look(d).faults, 1);
	ASSERT_HAS(str_from(e.asked), "grant_type=client_credentials&client_id=mainstay");
	ASSERT_HAS(state(d).last_error, "the token endpoint refuses: invalid_client: The secret has expired.");
	ASSERT_LACKS(state(d).last_error, "Trace");
	e.status = "500 Oops";
	e.answer = "<html>";
	ASSERT_EQ(look(d).faults, 1);
	ASSERT_HAS(state(d).last_error, "the token endpoint answers 500");
	e.status = "200 OK";
	e.answer = "{\"access_token\":\"one\"}";
	ASSERT_EQ(look(d).faults, 0);
	ASSERT_EQ(d->sink->sign_ins, 1);
	sink_close(&e.sink);
	leave(d);
}

TEST(only_addresses_of_this_machine_go_without_tls)
{
	(void)t;
	ASSERT(mailbox_is_here(STR("imap://127.0.0.1")));
	ASSERT(mailbox_is_here(STR("imap://localhost:143")));
	ASSERT(mailbox_is_here(STR("http://[::1]:8080/token")));
	ASSERT(!mailbox_is_here(STR("imap://127.0.0.1.evil.example")));
	ASSERT(!mailbox_is_here(STR("imap://localhost.evil.example")));
	ASSERT(!mailbox_is_here(STR("imap://mail.example/localhost")));
}
