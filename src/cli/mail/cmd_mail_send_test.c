/* cmd_mail_send_test.c - mainstay mail send-test: does the mail server take our mail? */
#include "cli/commands.h"

#include "domain/account/secret.h"
#include "domain/setting/setting.h"
#include "mail/courier.h"
#include "mail/message.h"

static error compose(struct cli *c, const struct settings *s, struct str to, struct str *out)
{
	struct arena *a = c->cx->arena;
	struct outgoing o = { .channel = OUTGOING_MAIL, .recipient = to, .created_at = c->cx->now,
		.message_id = str_printf(a, "test.%.*s@%.*s", STR_ARG(secret_new(a)),
			STR_ARG(s->escalation_host)),
		.subject = str_printf(a, "Test mail of %.*s", STR_ARG(s->center_name)),
		.text = STR("This mail was sent by `mainstay mail send-test`. Nothing is to be done.\n"),
		.html = STR("<p>This mail was sent by <code>mainstay mail send-test</code>. "
			"Nothing is to be done.</p>\n") };

	mail_library_start();
	return mail_compose(c->cx, s, &o, out);
}

error cmd_mail_send_test(struct cli *c)
{
	struct courier_letter letter = { .to = cli_value(c, "to") };
	struct settings s;
	struct courier *courier;

	if (letter.to.len == 0 || str_find_char(letter.to, '@') <= 0)
		return cli_usage(c, "say to whom: --to ADDRESS");
	error e = cli_store(c, false);
	if (err_is(e, ERR_UNAVAILABLE))
		e = cli_store_read(c); /* beside a server */
	TRY(e);
	TRY(store_reader(c->cx, c->store, &c->cx->db));
	TRY(settings_load(c->cx, &s));
	if (s.smtp_url.len == 0)
		return err_new(c->cx, ERR_INVALID,
			"there is no mail server: set smtp_url on the page of settings");
	letter.from = s.mail_from;
	TRY(compose(c, &s, letter.to, &letter.message));
	TRY(courier_open(c->cx, &courier));
	struct courier_outcome o = courier_mail(courier, c->cx->arena, &s, &letter);
	courier_close(courier);
	if (!o.delivered)
		return err_new(c->cx, ERR_UNAVAILABLE, "%.*s did not take the mail: %.*s",
			STR_ARG(s.smtp_url), STR_ARG(o.why));
	cli_print(c, "%.*s took the mail for %.*s.\n", STR_ARG(s.smtp_url), STR_ARG(letter.to));
	if (o.unsigned_why.len > 0)
		cli_print(c, "It was not signed, as this command cannot: the server can.\n");
	return OK;
}
