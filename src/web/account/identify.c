#include "web/account/identify.h"

#include "domain/account/session.h"
#include "domain/account/token.h"
#include "store/store.h"

/* The last use, kept to the minute: written beside the request, which does not wait. */
struct touch {
	struct store_job job;
	struct arena *arena;
	struct ctx cx;
	session_id session;
	token_id token;
};

static error touch_work(struct ctx *cx, void *arg)
{
	struct touch *t = arg;
	return t->session.v != 0 ? session_touch(cx, t->session) : token_touch(cx, t->token);
}

static void touch_done(struct store_job *job, error outcome)
{
	struct touch *t = job->arg;
	(void)outcome; /* the next request tries again */
	arena_destroy(t->arena);
}

static void touch(struct web *w, session_id session, token_id token)
{
	struct arena *arena = arena_create();
	struct touch *t = arena_new(arena, struct touch);
	*t = (struct touch){ .arena = arena, .cx = *web_ctx(w), .session = session, .token = token };
	t->cx.arena = arena;
	t->job = (struct store_job){ .cx = &t->cx, .work = touch_work, .arg = t, .done = touch_done };
	store_submit(store_of(web_ctx(w)), &t->job);
}

static error by_token(struct web *w, struct str secret)
{
	struct ctx *cx = web_ctx(w);
	struct actor *a = arena_new(cx->arena, struct actor);
	struct api_token token;
	bool stale;

	TRY(token_actor(cx, secret, &token, a, &stale));
	bool reads = str_eq(web_method(w), STR("GET")) || str_eq(web_method(w), STR("HEAD"));
	if ((token.scopes & (reads ? TOKEN_READ : TOKEN_WRITE)) == 0)
		return err_person(cx, ERR_DENIED, "This API token may not do that. Create one that may.");
	web_set_actor(w, a);
	if (stale)
		touch(w, (session_id){ 0 }, token.id);
	return OK;
}

error identify(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct str header = web_header(w, "Authorization");
	struct session s;
	bool stale;

	if (str_eq_nocase(str_sub(header, 0, 7), STR("Bearer ")))
		return by_token(w, str_trim(str_skip(header, 7)));
	struct actor *a = arena_new(cx->arena, struct actor);
	error e = session_actor(cx, web_cookie(w, WEB_SESSION), &s, a, &stale);
	if (err_is(e, ERR_UNSIGNED))
		return OK;
	TRY(e);
	web_set_actor(w, a);
	if (stale)
		touch(w, s.id, (token_id){ 0 });
	return OK;
}
