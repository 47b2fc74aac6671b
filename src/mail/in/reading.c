#include "mail/in/reading.h"

#include <unistd.h>

#include "domain/account/permission.h"
#include "domain/mailin/mailin.h"
#include "mail/in/letter.h"
#include "mail/in/unseal.h"
#include "os/file.h"
#include "os/log.h"
#include "os/metric.h"
#include "os/ticker.h"

#define LOOK_US (2 * US_PER_SECOND) /* what falls due again is not announced */

/* --- one message --- */

struct job {
	mail_in_id id;
	struct mailin_letter letter;
	struct str why; /* it broke, or was refused */
	bool for_good;
};

static error take(struct ctx *cx, void *arg)
{
	const struct job *j = arg;

	return mailin_take(cx, j->id, &j->letter);
}

static error note_broken(struct ctx *cx, void *arg)
{
	const struct job *j = arg;

	return mailin_broken(cx, j->id, &j->letter, j->why, j->for_good);
}

static error note_hold(struct ctx *cx, void *arg)
{
	const struct job *j = arg;

	return mailin_hold(cx, j->id, j->why);
}

static error head_of(struct ctx *cx, int fd, struct str *out)
{
	char *at = arena_bytes(cx->arena, LETTER_HEAD);
	ssize_t got = pread(fd, at, LETTER_HEAD, 0);

	if (got < 0)
		return err_os(cx, "read", STR("a message"));
	*out = str_of(at, (size_t)got);
	return OK;
}

static error read_letter(struct ctx *cx, const struct reading_config *c, int message, struct job *j)
{
	struct unsealed u;
	struct str head;

	TRY(head_of(cx, message, &head));
	j->letter = letter_guess(cx, head);
	TRY(unseal(cx, c, message, &u));
	error e = letter_of(cx, c->files, &u.mail, u.contents, &j->letter);
	fd_close(&u.contents);
	TRY(e);
	j->letter.seal = u.seal;
	j->letter.own = letter_is_own(cx, head);
	return OK;
}

/* A disk or a database that fails is not the message's fault: it waits. */
static bool is_of_message(error e)
{
	return err_is(e, ERR_INVALID) || err_is(e, ERR_MALFORMED) || err_is(e, ERR_LIMIT) ||
		err_is(e, ERR_NOT_FOUND) || err_is(e, ERR_CONFLICT) || err_is(e, ERR_DENIED);
}

static struct str words(struct ctx *cx, error e)
{
	return e->fields != NULL ? e->fields->text : str_copy(cx->arena, e->text);
}

static error decide(struct ctx *cx, const struct reading_config *c, struct job *j)
{
	error e = store_write(c->store, cx, take, j);

	if (e == OK || !is_of_message(e))
		return e;
	log_error("mail", cx->trace, err_text(cx->arena, e));
	j->why = words(cx, e);
	return store_write(c->store, cx, note_hold, j);
}

static error take_one(struct ctx *cx, const struct reading_config *c, const struct mail_due *m)
{
	struct job j = { .id = m->id };
	struct file_hash hash;
	AUTO_FD message = -1;
	int64_t size;

	if (!file_hash_from(m->sha256, &hash))
		return err_new(cx, ERR_INTERNAL, "mail %" PRId64 " has no hash", m->id.v);
	TRY(files_read(cx, c->files, &hash, &message, &size));
	error e = read_letter(cx, c, message, &j);
	if (e == OK)
		return decide(cx, c, &j);
	log_error("mail", cx->trace, str_printf(cx->arena, "mail %" PRId64 ": %.*s", m->id.v,
		STR_ARG(err_text(cx->arena, e))));
	j.for_good = is_of_message(e);
	j.why = words(cx, e);
	return store_write(c->store, cx, note_broken, &j);
}

error reading_pass(struct ctx *cx, const struct reading_config *c, struct reading_pass *ret)
{
	struct mail_due_list due;

	*ret = (struct reading_pass){ 0 };
	TRY(mailin_due(cx, &due));
	ret->more = due.len == MAILIN_BATCH;
	for (size_t i = 0; i < due.len; i++) {
		AUTO_ARENA arena = arena_create();
		struct ctx own = *cx;
		own.arena = arena;
		own.trace = (uint64_t)due.at[i].id.v;
		error e = take_one(&own, c, &due.at[i]);
		if (e != OK)
			log_error("mail", own.trace, err_text(arena, e));
		ret->taken += e == OK;
		ret->faults += e != OK;
		heart_beat(HEART_MAIL_IN);
	}
	return OK;
}

/* --- the thread --- */

struct reading {
	struct arena *arena;
	struct reading_config config;
	struct ticker *ticker;
};

static error look(struct ctx *cx, struct reading *r, bool *ret_more)
{
	struct reading_pass pass;
	struct mail_waiting waiting;

	TRY(store_reader(cx, r->config.store, &cx->db));
	TRY(reading_pass(cx, &r->config, &pass));
	TRY(mailin_waiting(cx, &waiting));
	metric_set(METRIC_MAIL_WAITING, waiting.count);
	metric_add(METRIC_MAIL_READ, pass.taken);
	metric_add(METRIC_MAIL_FAULTS, pass.faults);
	*ret_more = pass.more && pass.taken > 0;
	return OK;
}

static void tick(void *arg)
{
	struct reading *r = arg;
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .actor = &actor_system, .now = instant_now(),
		.settings = settings_now(r->config.settings) };
	bool more = false;

	heart_beat(HEART_MAIL_IN);
	error e = look(&cx, r, &more);
	if (e != OK)
		log_error("mail", 0, err_text(arena, e));
	if (e == OK && more)
		ticker_wake(r->ticker);
}

static void heard(void *arg, struct str topic, int64_t id)
{
	(void)id;
	if (str_eq(topic, STR("mail")))
		ticker_wake(((struct reading *)arg)->ticker);
}

error reading_start(struct ctx *cx, const struct reading_config *config, struct reading **out)
{
	struct arena *arena = arena_create();
	struct reading *r = arena_new(arena, struct reading);

	*r = (struct reading){ .arena = arena, .config = *config };
	error e = ticker_start(cx, LOOK_US, tick, r, &r->ticker);
	if (e != OK) {
		arena_destroy(arena);
		return e;
	}
	store_listen(config->store, heard, r);
	*out = r;
	return OK;
}

void reading_stop(struct reading *r)
{
	if (r == NULL)
		return;
	store_unlisten(r->config.store, heard, r);
	ticker_stop(r->ticker);
	heart_end(HEART_MAIL_IN);
	arena_destroy(r->arena);
}
