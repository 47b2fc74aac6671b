#include "web/engine/exchange.h"

#include <unistd.h>

#include "base/json.h"
#include "base/limits.h"
#include "os/log.h"
#include "web/http/url.h"
#include "web/engine/worker.h"

enum { DETAIL_MAX = 2000, PAGE_USUAL = 32 * 1024 };

void reply_clear(struct web *w)
{
	if (w->reply.kind == REPLY_FILE && w->reply.fd >= 0)
		close(w->reply.fd);
	w->reply = (struct reply){ 0 };
	w->viewer_made = false;
}

static struct buf *begin(struct web *w, int status, struct str content_type)
{
	w->reply.kind = REPLY_BUFFER;
	w->reply.status = status;
	w->reply.content_type = content_type;
	w->reply.body = buf_new(w->cx.arena, LIMIT_PAGE);
	return &w->reply.body;
}

/* --- the viewer --- */

/* Clients send the same header again and again: the last one is remembered. */
static const struct locale *locale_of_header(struct web *w)
{
	struct worker *k = w->worker;
	struct str header = w->known[HEADER_ACCEPT_LANGUAGE];
	bool here = w->phase != PHASE_RUNNING; /* not on another thread */
	if (header.len == 0)
		return locale_at(0);
	if (here && k->locale != NULL && str_eq(header, k->languages))
		return k->locale;
	const struct locale *locale = locale_find(header);
	if (here && header.len <= sizeof k->languages_text) {
		memcpy(k->languages_text, header.at, header.len);
		k->languages = str_of(k->languages_text, header.len);
		k->locale = locale;
	}
	return locale;
}

const struct locale *reply_locale(struct web *w)
{
	struct str chosen = web_cookie(w, "lang");
	if (chosen.len == 0)
		chosen = w->cx.actor->locale;
	return chosen.len > 0 ? locale_find(chosen) : locale_of_header(w);
}

struct str web_language(struct web *w)
{
	return reply_locale(w)->tag;
}

static void make_viewer(struct web *w)
{
	const struct server_hooks *hooks = &w->worker->server->config.hooks;
	struct viewer *v = &w->viewer;
	struct str theme = web_cookie(w, "theme");
	w->viewer_made = true;
	*v = (struct viewer){ .actor = w->cx.actor, .locale = reply_locale(w), .path = w->path,
		.center = w->cx.settings->center_name };
	if (str_eq(theme, STR("light")) || str_eq(theme, STR("dark")))
		v->theme = theme;
	if (w->route == NULL || !w->route->cached || w->cx.actor->person.v != 0) {
		v->csrf = csrf_token(w);
		v->notice = notice_take(w);
	}
	if (hooks->viewer != NULL && hooks->viewer(w, v) != OK)
		log_warn("web", w->cx.trace, STR("a page was made without its viewer"));
}

const struct viewer *reply_viewer(struct web *w)
{
	if (!w->viewer_made)
		make_viewer(w);
	return &w->viewer;
}

static struct html *markup(struct web *w, int status, struct str content_type)
{
	struct buf *body = begin(w, status, content_type);
	buf_reserve(body, PAGE_USUAL);
	w->reply.html = html_new(body, reply_viewer(w), w->cx.now);
	return &w->reply.html;
}

struct html *web_html(struct web *w, int status)
{
	return markup(w, status, STR("text/html; charset=utf-8"));
}

struct html *web_xml(struct web *w, const char *content_type)
{
	return markup(w, HTTP_OK, str_from(content_type));
}

struct buf *web_text(struct web *w, int status, const char *content_type)
{
	return begin(w, status, str_from(content_type));
}

error web_no_content(struct web *w)
{
	begin(w, HTTP_NO_CONTENT, STR(""));
	return OK;
}

/* --- redirects --- */

static error redirect(struct web *w, int status, const char *fmt, va_list args)
{
	struct buf to = buf_new(w->cx.arena, LIMIT_URL);
	buf_vprintf(&to, fmt, args);
	struct str place = buf_str(&to);
	if (to.overflow || !url_is_local(place))
		place = STR("/");
	begin(w, status, STR(""));
	web_set_header(w, "Location", place);
	return OK;
}

error web_see_other(struct web *w, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	error e = redirect(w, HTTP_SEE_OTHER, fmt, args);
	va_end(args);
	return e;
}

error web_moved(struct web *w, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	error e = redirect(w, 301, fmt, args);
	va_end(args);
	return e;
}

error web_elsewhere(struct web *w, struct str url)
{
	bool web = str_starts(url, STR("https://")) || str_starts(url, STR("http://"));

	for (size_t i = 0; i < url.len; i++)
		web = web && url.at[i] > 0x20 && url.at[i] < 0x7f;
	if (!web || url.len > LIMIT_URL / 8)
		return err_new(&w->cx, ERR_NOT_FOUND, "no address of a web page");
	begin(w, HTTP_SEE_OTHER, STR(""));
	web_set_header(w, "Location", url);
	return OK;
}

/* --- headers and cookies --- */

void web_set_header(struct web *w, const char *name, struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		check((unsigned char)value.at[i] >= 0x20 && value.at[i] != 0x7f);
	*arena_push(w->cx.arena, &w->reply.headers) = (struct pair){ str_from(name), value };
}

void web_set_cookie(struct web *w, const char *name, struct str value, struct cookie_options o)
{
	struct buf b = buf_new(w->cx.arena, LIMIT_URL);
	struct str full = cookie_name(w, name);
	buf_printf(&b, "%.*s=%.*s; Path=/; SameSite=Lax", STR_ARG(full), STR_ARG(value));
	if (o.max_age_s != 0)
		buf_printf(&b, "; Max-Age=%" PRId64, o.max_age_s < 0 ? 0 : o.max_age_s);
	if (!o.script_readable)
		buf_put(&b, STR("; HttpOnly"));
	if (w->tls)
		buf_put(&b, STR("; Secure"));
	web_set_header(w, "Set-Cookie", buf_str(&b));
}

/* --- errors --- */

static struct str sentence_of(error e)
{
	bool of_form = e->kind == ERR_INVALID; /* then each stands at its field */
	if (e->fields != NULL && (e->fields->field.len == 0 || !of_form))
		return e->fields->text;
	return err_kind_sentence(e->kind);
}

/* In the language that a program asks for; what its account reads says nothing. */
static struct str say(struct web *w, struct str english)
{
	return locale_text(locale_of_header(w), w->cx.arena, english);
}

static struct str say_fault(struct web *w, const struct err_at_field *f)
{
	if (f->pattern.len == 0)
		return say(w, f->text);
	return err_fill(w->cx.arena, say(w, f->pattern), f->numbers);
}

/* A program has no marked fields to look at: "summary: Fill this in. ..." */
static struct str detail_of(struct web *w, error e)
{
	struct buf b = buf_new(w->cx.arena, DETAIL_MAX);
	for (const struct err_at_field *f = e->fields; f != NULL && e->kind == ERR_INVALID;
		f = f->next) {
		struct str text = say_fault(w, f);
		if (b.len + f->field.len + text.len + 3 > DETAIL_MAX)
			break;
		buf_printf(&b, "%s%.*s%s%.*s", b.len > 0 ? " " : "", STR_ARG(f->field),
			f->field.len > 0 ? ": " : "", STR_ARG(text));
	}
	return b.len > 0 ? buf_str(&b) : say(w, sentence_of(e));
}

static void put_fields(struct web *w, struct json_writer *j, error e)
{
	jw_key(j, STR("errors"));
	jw_array(j);
	for (const struct err_at_field *f = e->fields; f != NULL; f = f->next) {
		if (f->field.len == 0)
			continue; /* of the whole request: the detail */
		jw_object(j);
		jw_put_str(j, "field", f->field);
		jw_put_str(j, "text", say_fault(w, f));
		jw_object_end(j);
	}
	jw_array_end(j);
}

/* RFC 9457 */
static void problem(struct web *w, int status, error e)
{
	struct json_writer j = jw_new(web_text(w, status, "application/problem+json"));
	struct str name = err_kind_name(e->kind);
	web_set_header(w, "Content-Language", locale_of_header(w)->tag);
	jw_object(&j);
	jw_put_str(&j, "type", str_printf(w->cx.arena, "/problems/%.*s", STR_ARG(name)));
	jw_put_str(&j, "title", say(w, err_kind_sentence(e->kind)));
	jw_put_int(&j, "status", status);
	jw_put_str(&j, "detail", detail_of(w, e));
	if (e->fields != NULL && e->fields->field.len > 0)
		put_fields(w, &j, e);
	jw_put_str(&j, "trace", str_printf(w->cx.arena, "%016" PRIx64, w->cx.trace));
	jw_object_end(&j);
	buf_char(j.out, '\n');
}

static void plain(struct web *w, int status, error e)
{
	struct buf *b = web_text(w, status, "text/plain; charset=utf-8");
	struct str sentence = sentence_of(e);
	buf_printf(b, "%.*s\n", STR_ARG(sentence));
	for (const struct err_at_field *f = e->fields; f != NULL; f = f->next)
		if (f->field.len > 0)
			buf_printf(b, "%.*s: %.*s\n", STR_ARG(f->field), STR_ARG(f->text));
	if (status >= 500)
		buf_printf(b, "Reference: %016" PRIx64 "\n", w->cx.trace);
}

/* A page that asks to sign in, and comes back. */
static bool sign_in_instead(struct web *w, error e)
{
	if (e->kind != ERR_UNSIGNED || w->unsafe || (w->route != NULL && w->route->api))
		return false;
	struct str back = url_encode(w->cx.arena, url_target_path(w->target));
	error sent = web_see_other(w, "/sign-in?next=%.*s", STR_ARG(back));
	return sent == OK;
}

void reply_error(struct web *w, error e)
{
	const struct server_hooks *hooks = &w->worker->server->config.hooks;
	int status = err_http_status(e->kind);
	if (e->kind == ERR_INTERNAL || e->kind == ERR_UNAVAILABLE)
		log_error("web", w->cx.trace, err_text(w->cx.arena, e));
	reply_clear(w);
	if (sign_in_instead(w, e))
		return;
	if (e->kind == ERR_METHOD)
		web_set_header(w, "Allow", router_allow(w->cx.arena, w->match.routes));
	if (e->kind == ERR_RATE || e->kind == ERR_UNAVAILABLE)
		web_set_header(w, "Retry-After", STR("30"));
	if ((w->route != NULL && w->route->api) || str_starts(w->path, STR("/api/"))) {
		if (e->kind == ERR_UNSIGNED)
			web_set_header(w, "WWW-Authenticate", STR("Bearer"));
		problem(w, status, e);
	} else if (hooks->error_page != NULL) {
		hooks->error_page(w, status, sentence_of(e), e);
	} else {
		plain(w, status, e);
	}
}
