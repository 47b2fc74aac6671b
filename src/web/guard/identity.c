/*
 * identity.c - who a cookie or a token stands for
 */
#include "domain/account/session.h"
#include "domain/account/token.h"
#include "web/engine/worker.h"

/* --- that it was used, to the minute: written later, by nobody who waits --- */

struct touch {
	struct store_job job;
	struct ctx cx;
	session_id session;
	token_id token;
};

static error touch(struct ctx *cx, void *arg)
{
	struct touch *t = arg;
	return t->token.v != 0 ? token_touch(cx, t->token) : session_touch(cx, t->session);
}

static void touched(struct store_job *job, error outcome)
{
	struct touch *t = job->arg;
	(void)outcome; /* it counts from the next minute on, then */
	arena_destroy(t->cx.arena);
}

static void touch_later(struct web *w, session_id session, token_id token)
{
	struct arena *a = arena_create();
	struct touch *t = arena_new(a, struct touch);
	t->cx = (struct ctx){ .arena = a, .now = w->cx.now, .actor = &actor_system,
		.settings = w->cx.settings, .trace = w->cx.trace };
	t->session = session;
	t->token = token;
	t->job = (struct store_job){ .cx = &t->cx, .work = touch, .arg = t, .done = touched };
	store_submit(w->worker->server->config.store, &t->job);
}

/* --- */

static error by_session(struct web *w)
{
	struct session *s = arena_new(w->cx.arena, struct session);
	struct actor *actor = arena_new(w->cx.arena, struct actor);
	bool stale = false;
	error e = session_actor(&w->cx, web_cookie(w, WEB_SESSION), s, actor, &stale);
	if (err_is(e, ERR_UNSIGNED)) { /* over: a visitor, who need not send it again */
		web_set_cookie(w, WEB_SESSION, STR(""), (struct cookie_options){ .max_age_s = -1 });
		return OK;
	}
	TRY(e);
	if (stale)
		touch_later(w, s->id, (token_id){ 0 });
	w->session = s;
	web_set_actor(w, actor);
	return OK;
}

static error by_token(struct web *w, struct str header)
{
	static const struct str scheme = STR_INIT("Bearer ");
	struct api_token *t = arena_new(w->cx.arena, struct api_token);
	struct actor *actor = arena_new(w->cx.arena, struct actor);
	bool stale = false;
	if (!str_eq_nocase(str_sub(header, 0, scheme.len), scheme))
		return err_person(&w->cx, ERR_UNSIGNED, "Send Authorization: Bearer and the token.");
	TRY(token_actor(&w->cx, str_trim(str_skip(header, scheme.len)), t, actor, &stale));
	if ((t->scopes & (w->unsafe ? TOKEN_WRITE : TOKEN_READ)) == 0)
		return err_person(&w->cx, ERR_DENIED, "The token may not do this: its scope is too small.");
	if (stale)
		touch_later(w, (session_id){ 0 }, t->id);
	web_set_actor(w, actor);
	return OK;
}

error identity_find(struct web *w)
{
	struct str header = w->known[HEADER_AUTHORIZATION];
	/* A bare route has no database to look in: there everybody is a visitor. */
	if (w->worker->server->config.store == NULL || w->route->bare || !request_has_identity(w))
		return OK;
	/* A token is for programs; a page is for who is signed in. */
	if (w->route->api)
		return by_token(w, header);
	return web_cookie(w, WEB_SESSION).len > 0 ? by_session(w) : OK;
}

const struct session *web_session(struct web *w)
{
	return w->session;
}
