/* cmd_mail_queue.c - mainstay mail queue: what waits to be sent and what failed */
#include "cli/commands.h"

#include "base/json.h"
#include "base/limits.h"
#include "domain/notify/outbox.h"

struct queue_change {
	outbox_id retry, drop;
};

static void print_line(struct cli *c, const struct outbox_line *l)
{
	struct str word = outbox_word(l->state, l->attempts);

	cli_print(c, "%8" PRId64 "  %-9.*s  %2" PRId64 " tries  %.*s  %.*s\n", l->id.v, STR_ARG(word),
		l->attempts, STR_ARG(l->recipient), STR_ARG(l->subject));
	if (l->last_error.len > 0)
		cli_print(c, "          %.*s\n", STR_ARG(l->last_error));
}

static void put_line(struct json_writer *j, const struct outbox_line *l)
{
	jw_object(j);
	jw_put_int(j, "id", l->id.v);
	jw_put_str(j, "channel", l->channel == OUTGOING_MAIL ? STR("mail") : STR("webhook"));
	jw_put_str(j, "purpose", l->purpose);
	jw_put_str(j, "recipient", l->recipient);
	jw_put_str(j, "subject", l->subject);
	jw_put_str(j, "case", l->casefile_number);
	jw_put_str(j, "state", outbox_word(l->state, l->attempts));
	jw_put_int(j, "attempts", l->attempts);
	jw_put_instant(j, "created_at", l->created_at);
	jw_put_instant(j, "next_at", l->next_at);
	jw_put_instant(j, "sent_at", l->sent_at);
	jw_put_str(j, "error", l->last_error);
	jw_object_end(j);
}

static error list(struct ctx *cx, void *arg)
{
	struct cli *c = arg;
	struct json_writer j = jw_new(&c->out);
	enum outbox_show show = cli_flag(c, "failed") ? OUTBOX_FAILED
		: cli_flag(c, "all")		      ? OUTBOX_ALL
						      : OUTBOX_WAITING;
	bool json = cli_flag(c, "json");
	struct outbox_totals totals;
	struct outbox_line_list page = { 0 };
	outbox_id before = { 0 };

	TRY(outbox_totals(cx, &totals));
	if (json)
		jw_array(&j);
	else
		cli_print(c, "%" PRId64 " waiting, %" PRId64 " of them tried before; %" PRId64
			" failed\n", totals.waiting, totals.delayed, totals.failed);
	do {
		TRY(outbox_page(cx, show, before, &page));
		for (size_t i = 0; i < page.len; i++) {
			before = page.at[i].id;
			if (json)
				put_line(&j, &page.at[i]);
			else
				print_line(c, &page.at[i]);
		}
	} while (page.len == LIMIT_LIST_PAGE && !c->out.overflow);
	if (json) {
		jw_array_end(&j);
		cli_print(c, "\n");
	}
	return OK;
}

static error change(struct ctx *cx, void *arg)
{
	const struct queue_change *n = arg;

	if (n->retry.v != 0)
		TRY(outbox_retry(cx, n->retry));
	return n->drop.v != 0 ? outbox_drop(cx, n->drop) : OK;
}

static error read_id(struct cli *c, const char *option, outbox_id *out)
{
	struct str text = cli_value(c, option);

	if (text.len == 0)
		return OK;
	if (!str_int(text, &out->v) || out->v <= 0)
		return cli_usage(c, "--retry and --drop take the number of a message, as in the list");
	return OK;
}

error cmd_mail_queue(struct cli *c)
{
	struct queue_change n = { 0 };

	TRY(read_id(c, "retry", &n.retry));
	TRY(read_id(c, "drop", &n.drop));
	TRY(cli_store(c, false));
	if (n.retry.v == 0 && n.drop.v == 0)
		return cli_write(c, list, c);
	TRY(cli_write(c, change, &n));
	if (n.retry.v != 0)
		cli_print(c, "Message %" PRId64 " is tried now.\n", n.retry.v);
	if (n.drop.v != 0)
		cli_print(c, "Message %" PRId64 " is dropped.\n", n.drop.v);
	return OK;
}
