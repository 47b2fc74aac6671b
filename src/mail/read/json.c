#include "mail/read/read.h"

#include "base/buf.h"

static const char *const action_names[] = { "", "failed", "delayed", "delivered", "relayed",
	"expanded", "complaint" };

static void put_addresses(struct json_writer *j, const char *key, const mail_address_list *list)
{
	jw_key(j, str_from(key));
	jw_array(j);
	for (size_t i = 0; i < list->len; i++) {
		jw_object(j);
		jw_put_opt(j, "name", list->at[i].name);
		jw_put_str(j, "address", list->at[i].address);
		jw_object_end(j);
	}
	jw_array_end(j);
}

static void put_ids(struct json_writer *j, const char *key, const str_list *list)
{
	jw_key(j, str_from(key));
	jw_array(j);
	for (size_t i = 0; i < list->len; i++)
		jw_str(j, list->at[i]);
	jw_array_end(j);
}

static void put_part(struct ctx *cx, struct json_writer *j, const struct mail_part *p, bool text)
{
	struct buf hex = buf_new(cx->arena, sizeof p->sha256 * 2);

	buf_hex(&hex, str_of(p->sha256, sizeof p->sha256));
	jw_object(j);
	jw_put_opt(j, "name", p->name);
	jw_put_str(j, "type", p->type);
	jw_put_int(j, "size", p->size);
	jw_put_str(j, "sha256", buf_str(&hex));
	jw_put_bool(j, "inline", p->in_line);
	if (text) {
		jw_put_bool(j, "attached", p->attached);
		jw_put_opt(j, "charset", p->charset);
		jw_put_opt(j, "content_id", p->content_id);
		jw_put_opt(j, "text", p->text);
	}
	jw_object_end(j);
}

static void put_parts(struct ctx *cx, struct json_writer *j, const struct mail *m, bool all)
{
	jw_array(j);
	for (size_t i = 0; i < m->parts.len; i++)
		if (all || m->parts.at[i].attached)
			put_part(cx, j, &m->parts.at[i], all);
	jw_array_end(j);
}

static void put_bounce(struct json_writer *j, const struct mail *m)
{
	jw_key(j, STR("bounce"));
	if (!mail_is_bounce(m)) {
		jw_null(j);
		return;
	}
	const struct mail_report *r = &m->reports.at[0];
	jw_object(j);
	jw_put_opt(j, "status", r->status);
	jw_put_str(j, "action", str_from(action_names[r->action]));
	jw_put_opt(j, "reason", r->reason);
	jw_put_bool(j, "hard", r->hard);
	jw_put_opt(j, "recipient", r->recipient);
	jw_object_end(j);
}

void mail_json(struct ctx *cx, const struct mail *m, bool parts, struct json_writer *j)
{
	jw_object(j);
	put_addresses(j, "from", &m->from);
	put_addresses(j, "to", &m->to);
	put_addresses(j, "cc", &m->cc);
	jw_put_str(j, "subject", m->subject);
	jw_put_instant(j, "date", m->date);
	jw_put_opt(j, "message_id", m->message_id);
	put_ids(j, "in_reply_to", &m->in_reply_to);
	put_ids(j, "references", &m->references);
	jw_put_str(j, "text", m->text);
	jw_put_bool(j, "html_present", m->html_present);
	jw_put_str(j, "reply", m->reply);
	jw_key(j, STR("attachments"));
	put_parts(cx, j, m, false);
	jw_put_bool(j, "auto", m->auto_reason.len > 0);
	jw_put_opt(j, "auto_reason", m->auto_reason);
	put_bounce(j, m);
	if (parts) {
		jw_put_opt(j, "html", m->clean_html);
		jw_key(j, STR("parts"));
		put_parts(cx, j, m, true);
	}
	jw_object_end(j);
}
