#include "mail/in/poll.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "mail/in/imap.h"
#include "mail/in/oauth.h"
#include "os/log.h"
#include "os/metric.h"
#include "os/ticker.h"

#define LOOK_US (2 * US_PER_SECOND)

enum {
	MESSAGES_MAX = 500, /* of one mailbox in a pass */
	TOKEN_SPARE_S = 60, /* a token that ends sooner is not begun with */
};

struct look {
	const struct poll_config *config;
	struct mailbox box;
	struct imap *imap;
	int64_t uid, validity;
	struct mailin_arrival arrival;
	struct str why;
	int64_t received;
	struct str secret;     /* that it signs in with */
	bool given;            /* that is an access token, given before */
	struct str refresh;
	instant until;
};

/* --- on a writer --- */

static error note_received(struct ctx *cx, void *arg)
{
	struct look *l = arg;

	return mailbox_received(cx, &l->box, l->uid, &l->arrival);
}

static error note_numbers(struct ctx *cx, void *arg)
{
	const struct look *l = arg;

	return mailbox_renumber(cx, l->box.id, l->validity);
}

static error note_looked(struct ctx *cx, void *arg)
{
	const struct look *l = arg;

	return mailbox_looked(cx, &l->box, l->why);
}

static error note_token(struct ctx *cx, void *arg)
{
	const struct look *l = arg;

	return mailbox_token(cx, l->box.id, l->refresh, l->secret, l->until);
}

static error note_left(struct ctx *cx, void *arg)
{
	const struct look *l = arg;

	return mailbox_leave(cx, l->box.id, l->uid);
}

/* --- one mailbox --- */

static error leave(struct ctx *cx, struct look *l, int64_t uid)
{
	l->uid = uid;
	TRY(store_write(l->config->store, cx, note_left, l));
	l->box.last_uid = uid;
	log_warn("mail", 0, str_printf(cx->arena, "mailbox %" PRId64 ": a mail of more than %d MB stays there "
		"(UID %" PRId64 ")", l->box.id.v, LIMIT_MAIL / (1024 * 1024), uid));
	return OK;
}

static error receive(struct ctx *cx, struct look *l, int64_t uid)
{
	struct raw raw;

	TRY(raw_begin(cx, l->config->files, LIMIT_MAIL, &raw));
	error e = imap_fetch(cx, l->imap, uid, &raw);
	if (e == OK)
		e = raw_end(cx, &raw);
	if (e != OK) {
		raw_drop(cx, &raw);
		return err_is(e, ERR_LIMIT) ? leave(cx, l, uid) : e;
	}
	l->uid = uid;
	l->arrival = (struct mailin_arrival){ .size = raw.size,
		.sha256 = str_of(raw.hash.bytes, sizeof raw.hash.bytes) };
	TRY(store_write(l->config->store, cx, note_received, l));
	metric_add(METRIC_MAIL_ACCEPTED, 1);
	l->box.last_uid = uid;
	l->received++;
	return imap_finish(cx, l->imap, uid);
}

/* One that was too large to fetch is not stored, and nothing is done to it. */
static error one_message(struct ctx *cx, struct look *l, int64_t uid)
{
	bool here;

	if (uid > l->box.last_uid)
		return receive(cx, l, uid);
	TRY(mailbox_has(cx, &l->box, uid, &here));
	return here ? imap_finish(cx, l->imap, uid) : OK;
}

static error look_into(struct ctx *cx, struct look *l)
{
	imap_uids uids;

	TRY(imap_validity(cx, l->imap, &l->validity));
	if (l->validity != l->box.uid_validity) {
		TRY(store_write(l->config->store, cx, note_numbers, l));
		l->box.uid_validity = l->validity;
		l->box.last_uid = 0;
	}
	/* What should have gone and is there still has been left from the last time. */
	bool all = l->box.afterwards != MAILBOX_SEEN;
	TRY(imap_list(cx, l->imap, all ? 1 : l->box.last_uid + 1, &uids));
	for (size_t i = 0; i < uids.len && i < MESSAGES_MAX; i++) {
		struct arena_mark mark = arena_mark(cx->arena);
		TRY(one_message(cx, l, uids.at[i]));
		arena_release(cx->arena, mark);
		heart_beat(HEART_MAIL_POLL);
	}
	return OK;
}

/* What it signs in with: an access token that was given before, unless that ends, or is `stale`. */
static error find_secret(struct ctx *cx, struct look *l, bool stale)
{
	struct mailbox_secrets s;
	struct oauth_token token;

	TRY(mailbox_secrets(cx, l->box.id, &s));
	instant soon = instant_add(cx->now, (seconds){ TOKEN_SPARE_S });
	l->given = !stale && s.access_token.len > 0 && s.access_until.us > soon.us;
	l->secret = l->given ? s.access_token : s.secret;
	if (l->box.token_url.len == 0 || l->given)
		return OK;
	TRY(oauth_ask(cx, &l->box, &s, &token));
	l->secret = token.access;
	l->refresh = token.refresh.len > 0 ? token.refresh : s.secret;
	l->until = instant_add(cx->now, (seconds){ token.seconds });
	return store_write(l->config->store, cx, note_token, l);
}

static error sign_in_and_look(struct ctx *cx, struct look *l, bool stale)
{
	TRY(find_secret(cx, l, stale));
	TRY(imap_open(cx, &l->box, l->secret, &l->imap));
	error e = look_into(cx, l);
	imap_close(l->imap);
	return e;
}

/* What an administrator can do about it. */
static error explain(struct ctx *cx, const struct look *l, error e)
{
	if (!err_is(e, ERR_DENIED))
		return e;
	if (l->box.bearer)
		return err_new(cx, ERR_DENIED, "the token is refused; it may have expired or been withdrawn: "
			"give a new one (%.*s)", STR_ARG(e->text));
	return err_new(cx, ERR_DENIED, "the password is refused: give the right one (%.*s)", STR_ARG(e->text));
}

static error look(struct ctx *cx, struct look *l)
{
	error e = sign_in_and_look(cx, l, false);

	/* Withdrawn before its end: another is asked for. */
	if (err_is(e, ERR_DENIED) && l->given)
		e = sign_in_and_look(cx, l, true);
	e = explain(cx, l, e);
	if (e != OK) {
		log_warn("mail", 0, str_printf(cx->arena, "mailbox %" PRId64 ": %.*s", l->box.id.v,
			STR_ARG(err_text(cx->arena, e))));
		l->why = e->text;
	}
	TRY(store_write(l->config->store, cx, note_looked, l));
	return e;
}

error poll_pass(struct ctx *cx, const struct poll_config *c, struct poll_pass *ret)
{
	struct mailbox_list due;

	*ret = (struct poll_pass){ 0 };
	TRY(mailbox_due(cx, &due));
	for (size_t i = 0; i < due.len; i++) {
		AUTO_ARENA arena = arena_create();
		struct ctx own = *cx;
		own.arena = arena;
		struct look l = { .config = c, .box = due.at[i] };
		ret->faults += look(&own, &l) != OK;
		ret->received += l.received;
	}
	return OK;
}

/* --- the thread --- */

struct polling {
	struct arena *arena;
	struct poll_config config;
	struct ticker *ticker;
};

static error pass(struct ctx *cx, struct polling *p)
{
	struct poll_pass result;
	bool owner;

	TRY(store_reader(cx, p->config.store, &cx->db));
	TRY(store_own(cx, p->config.store, STR("mail-poll"), &owner));
	if (!owner)
		return OK;
	TRY(poll_pass(cx, &p->config, &result));
	metric_add(METRIC_MAIL_POLL_FAULTS, result.faults);
	return OK;
}

static void tick(void *arg)
{
	struct polling *p = arg;
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .actor = &actor_system, .now = instant_now(),
		.settings = settings_now(p->config.settings) };

	heart_beat(HEART_MAIL_POLL);
	error e = pass(&cx, p);
	if (e != OK)
		log_error("mail", 0, err_text(arena, e));
}

error polling_start(struct ctx *cx, const struct poll_config *config, struct polling **out)
{
	struct arena *arena = arena_create();
	struct polling *p = arena_new(arena, struct polling);

	*p = (struct polling){ .arena = arena, .config = *config };
	error e = ticker_start(cx, LOOK_US, tick, p, &p->ticker);
	if (e != OK) {
		arena_destroy(arena);
		return e;
	}
	*out = p;
	return OK;
}

void polling_stop(struct polling *p)
{
	if (p == NULL)
		return;
	ticker_stop(p->ticker);
	heart_end(HEART_MAIL_POLL);
	arena_destroy(p->arena);
}
