#include "domain/casefile/find.h"
#include "domain/casefile/attachment.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/account/permission.h"
#include "domain/account/secret.h"
#include "domain/webhook/webhook.h"
#include "domain/inspection/queue.h"
#include "store/db.h"
#include "store/store.h"

static const struct {
	struct str ending, type;
} types[] = {
	{ STR_INIT(".txt"), STR_INIT("text/plain; charset=utf-8") },
	{ STR_INIT(".log"), STR_INIT("text/plain; charset=utf-8") },
	{ STR_INIT(".cfg"), STR_INIT("text/plain; charset=utf-8") },
	{ STR_INIT(".conf"), STR_INIT("text/plain; charset=utf-8") },
	{ STR_INIT(".png"), STR_INIT("image/png") },
	{ STR_INIT(".jpg"), STR_INIT("image/jpeg") },
	{ STR_INIT(".jpeg"), STR_INIT("image/jpeg") },
	{ STR_INIT(".pdf"), STR_INIT("application/pdf") },
	{ STR_INIT(".gz"), STR_INIT("application/gzip") },
	{ STR_INIT(".tgz"), STR_INIT("application/gzip") },
	{ STR_INIT(".zip"), STR_INIT("application/zip") },
	{ STR_INIT(".pcap"), STR_INIT("application/vnd.tcpdump.pcap") },
};

struct str attachment_type(struct str name)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		struct str ending = types[i].ending;
		bool longer = name.len > ending.len;
		if (longer && str_eq_nocase(str_skip(name, name.len - ending.len), ending))
			return types[i].type;
	}
	return STR("application/octet-stream");
}

struct str attachment_name(struct ctx *cx, struct str name)
{
	ptrdiff_t slash = str_rfind_char(name, '/'), back = str_rfind_char(name, '\\');
	name = str_skip(name, (size_t)((slash > back ? slash : back) + 1));
	name = str_trim(utf8_cut(utf8_clean(cx->arena, name), LIMIT_NAME));
	bool dots = str_eq(name, STR(".")) || str_eq(name, STR(".."));
	return name.len == 0 || dots ? STR("file") : name;
}

error attachment_may_add(struct ctx *cx, const struct casefile *c)
{
	TRY(casefile_may_change(cx, c, MAY_UPDATE_CASE));
	if (c->file_count >= LIMIT_ATTACHMENTS_PER_CASE)
		return err_person(cx, ERR_LIMIT,
			"This case has 1,000 files, the most it may have. Pack several into one archive.");
	return OK;
}

error attachment_add(struct ctx *cx, const struct casefile *c, const struct attachment_new *n,
	attachment_id *out)
{
	struct q_attachment_insert_row made;
	entry_id entry;

	TRY(attachment_may_add(cx, c));
	if (n->internal)
		TRY(actor_may(cx, MAY_WORK_CASE, casefile_relation(cx, c)));
	if (n->size > LIMIT_ATTACHMENT)
		return err_person(cx, ERR_LIMIT, "A file has at most 16 GB. Split it.");
	struct str name = attachment_name(cx, n->name);

	AUTO_TX tx = tx_begin(cx);

	struct entry_new e = { .kind = ENTRY_SYSTEM, .public = !n->internal, .plain = true,
		.text = str_printf(cx->arena, "Attached %.*s", STR_ARG(name)) };
	TRY(timeline_add(cx, c->id, &e, &entry));
	struct str type = n->type.len > 0 ? n->type : attachment_type(name);
	TRY(q_attachment_insert(cx, c->id, entry, name, type, n->size, n->sha256,
		!n->internal, cx->now, cx->actor->person, &made));
	TRY(q_casefile_count_file(cx, c->id));
	if (!n->looked_at)
		TRY(inspection_queue(cx, made.id, n->size));
	TRY(casefile_findable(cx, c->id));
	TRY(webhook_tell(cx, c->id, EVENT_ATTACHMENT));
	TRY(store_announce(cx, STR("case"), c->id.v));
	TRY(tx_commit(&tx));

	*out = made.id;
	return OK;
}

error attachment_bring(struct ctx *cx, casefile_id to, entry_id entry, const struct attachment_new *n,
	instant sent_at, person_id sender)
{
	struct q_attachment_insert_row made;

	TRY(q_attachment_insert(cx, to, entry, n->name, attachment_type(n->name), n->size, n->sha256,
		!n->internal, sent_at, sender, &made));
	return q_casefile_count_file(cx, to);
}

error attachment_list(struct ctx *cx, const struct casefile *c, struct attachment_list *out)
{
	return attachment_recent(cx, c, LIMIT_ATTACHMENTS_PER_CASE, out);
}

error attachment_recent(struct ctx *cx, const struct casefile *c, int64_t limit,
	struct attachment_list *out)
{
	return q_attachment_list(cx, c->id, may(cx->actor, MAY_WORK_CASE), limit, out);
}

error attachment_find(struct ctx *cx, const struct casefile *c, attachment_id id,
	struct attachment *out)
{
	bool found;

	TRY(q_attachment_by_id(cx, id, out, &found));
	if (!found || out->casefile.v != c->id.v || instant_is_set(out->redacted_at))
		return err_new(cx, ERR_NOT_FOUND, "no such file, or not the actor's");
	bool own = out->author.v == cx->actor->person.v || may(cx->actor, MAY_ADMINISTER);
	if (instant_is_set(out->restricted_at) && !own)
		return err_new(cx, ERR_NOT_FOUND, "the file is restricted");
	return OK;
}

error resumable_begin(struct ctx *cx, const struct casefile *c, struct str name, int64_t size,
	struct str *ret_secret)
{
	struct str secret = secret_new(cx->arena);

	TRY(attachment_may_add(cx, c));
	if (size < 0 || size > LIMIT_ATTACHMENT)
		return err_field(cx, "size", "Say the size in bytes; a file has at most 16 GB.");
	TRY(q_upload_insert(cx, secret_hash(cx->arena, secret), cx->actor->person, c->id,
		attachment_name(cx, name), size, cx->now));
	*ret_secret = secret;
	return OK;
}

error resumable_find(struct ctx *cx, struct str secret, struct upload *out)
{
	bool found = false;

	if (secret.len == SECRET_TEXT)
		TRY(q_upload_by_secret(cx, secret_hash(cx->arena, secret), cx->actor->person, out,
			&found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no such upload, or not the actor's");
	return OK;
}

error resumable_cancel(struct ctx *cx, const struct upload *u)
{
	return q_upload_drop(cx, u->id);
}

error resumable_attach(struct ctx *cx, const struct upload *u, struct str sha256, struct str type,
	attachment_id *out)
{
	struct casefile c;
	int64_t changed;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, u->casefile, &c));
	TRY(q_upload_finish(cx, u->id, sha256, cx->now, &changed));
	if (changed == 0)
		return err_new(cx, ERR_CONFLICT, "upload %" PRId64 " is attached already", u->id.v);
	struct attachment_new n = { .name = u->name, .sha256 = sha256, .type = type,
		.size = u->size };
	TRY(attachment_add(cx, &c, &n, out));

	return tx_commit(&tx);
}
