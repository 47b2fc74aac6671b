#include "mail/in/imap.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "mail/curl_buf.h"

enum { ANSWER_MAX = 2 * 1024 * 1024, SAID_MAX = 200 };

struct imap {
	struct arena *arena;
	const struct mailbox *box;
	struct str secret;
	CURL *easy;
	char fault[CURL_ERROR_SIZE];
	char said[SAID_MAX]; /* its last line */
};

error imap_open(struct ctx *cx, const struct mailbox *box, struct str secret, struct imap **out)
{
	struct arena *arena = arena_create();
	struct imap *i = arena_new(arena, struct imap);

	*i = (struct imap){ .arena = arena, .box = box, .secret = secret, .easy = curl_easy_init() };
	if (i->easy == NULL) {
		arena_destroy(arena);
		return err_new(cx, ERR_UNAVAILABLE, "libcurl gives no handle");
	}
	*out = i;
	return OK;
}

void imap_close(struct imap *i)
{
	if (i == NULL)
		return;
	curl_easy_cleanup(i->easy);
	arena_destroy(i->arena);
}

static struct str escaped(struct ctx *cx, struct imap *i, struct str text)
{
	char *e = curl_easy_escape(i->easy, text.at, (int)text.len);
	struct str copy = str_copy(cx->arena, str_from(e));

	curl_free(e);
	return copy;
}

/* "A003 NO No such folder", without the tag. */
static size_t hear(char *at, size_t size, size_t count, void *arg)
{
	struct imap *i = arg;
	struct str line = str_trim(str_of(at, size * count)), tag;

	if (str_starts(line, STR("*")) || !str_cut(&line, ' ', &tag))
		line = STR("");
	(void)snprintf(i->said, sizeof i->said, "%.*s", STR_ARG(line));
	return size * count;
}

static void begin(struct ctx *cx, struct imap *i, struct str path)
{
	CURL *e = i->easy;
	const struct mailbox *b = i->box;

	curl_easy_reset(e); /* keeps the connection */
	i->fault[0] = i->said[0] = '\0';
	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, i->fault);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, hear);
	curl_easy_setopt(e, CURLOPT_HEADERDATA, i);
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT, (long)IMAP_CONNECT_SECONDS);
	curl_easy_setopt(e, CURLOPT_TIMEOUT, (long)IMAP_SECONDS);
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "imap,imaps");
	curl_easy_setopt(e, CURLOPT_USE_SSL, mailbox_is_here(b->url) ? (long)CURLUSESSL_NONE
								     : (long)CURLUSESSL_ALL);
	curl_easy_setopt(e, CURLOPT_USERNAME, str_c(cx->arena, b->user_name));
	curl_easy_setopt(e, b->bearer ? CURLOPT_XOAUTH2_BEARER : CURLOPT_PASSWORD,
		str_c(cx->arena, i->secret));
	curl_easy_setopt(e, CURLOPT_URL, str_c(cx->arena, str_printf(cx->arena, "%.*s/%.*s",
		STR_ARG(b->url), STR_ARG(path))));
}

static error run(struct ctx *cx, struct imap *i)
{
	CURLcode code = curl_easy_perform(i->easy);

	if (code == CURLE_OK)
		return OK;
	const char *fault = i->fault[0] != '\0' ? i->fault : curl_easy_strerror(code);
	bool refused = code == CURLE_LOGIN_DENIED || code == CURLE_QUOTE_ERROR;
	return err_new(cx, code == CURLE_LOGIN_DENIED ? ERR_DENIED : ERR_UNAVAILABLE, "%s%s%s", fault,
		refused && i->said[0] != '\0' ? ": " : "", refused ? i->said : "");
}

/* In the folder when `path` names it; the untagged lines of the answer. */
static error command(struct ctx *cx, struct imap *i, struct str path, struct str text,
	struct str *ret_answer)
{
	struct buf answer = buf_new(cx->arena, ANSWER_MAX);

	begin(cx, i, path);
	curl_easy_setopt(i->easy, CURLOPT_CUSTOMREQUEST, str_c(cx->arena, text));
	curl_easy_setopt(i->easy, CURLOPT_WRITEFUNCTION, curl_buf_put);
	curl_easy_setopt(i->easy, CURLOPT_WRITEDATA, &answer);
	TRY(run(cx, i));
	*ret_answer = buf_str(&answer);
	return OK;
}

error imap_validity(struct ctx *cx, struct imap *i, int64_t *out)
{
	struct str answer, mark = STR("UIDVALIDITY ");

	TRY(command(cx, i, STR(""), str_printf(cx->arena, "STATUS \"%.*s\" (UIDVALIDITY)",
		STR_ARG(i->box->folder)), &answer));
	ptrdiff_t at = str_find(answer, mark);
	struct str number = at < 0 ? STR("") : str_skip(answer, (size_t)at + mark.len);
	size_t end = 0;
	while (end < number.len && str_is_digit(number.at[end]))
		end++;
	if (!str_int(str_sub(number, 0, end), out))
		return err_new(cx, ERR_UNAVAILABLE, "the server does not say its UIDVALIDITY");
	return OK;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/*
 * The folder, of the numbers that we know: libcurl refuses to select it when they are new
 * meanwhile, so that a UID never means another message than it did.
 */
static struct str folder_path(struct ctx *cx, struct imap *i)
{
	return str_printf(cx->arena, "%.*s;UIDVALIDITY=%" PRId64,
		STR_ARG(escaped(cx, i, i->box->folder)), i->box->uid_validity);
}

error imap_list(struct ctx *cx, struct imap *i, int64_t from, imap_uids *out)
{
	struct str answer, line, word;
	int64_t uid;

	TRY(command(cx, i, folder_path(cx, i),
		str_printf(cx->arena, "UID SEARCH UID %" PRId64 ":*", from), &answer));
	*out = (imap_uids){ 0 };
	while (str_cut(&answer, '\n', &line)) {
		if (!str_starts(line, STR("* SEARCH")))
			continue;
		line = str_trim(str_skip(line, 8));
		while (str_cut(&line, ' ', &word) && out->len < IMAP_UIDS_MAX)
			/* "12:*" has the last message also when it is older. */
			if (str_int(str_trim(word), &uid) && uid >= from)
				*arena_push(cx->arena, out) = uid;
	}
	/* A server may answer in any order. */
	if (out->len > 1)
		qsort(out->at, out->len, sizeof *out->at, by_number);
	return OK;
}

struct fetch {
	struct ctx *cx;
	struct raw *to;
	error failed;
};

static size_t keep(char *at, size_t size, size_t count, void *arg)
{
	struct fetch *f = arg;

	if (f->failed == OK)
		f->failed = raw_put(f->cx, f->to, str_of(at, size * count));
	return f->failed == OK ? size * count : 0;
}

error imap_fetch(struct ctx *cx, struct imap *i, int64_t uid, struct raw *to)
{
	struct fetch f = { .cx = cx, .to = to };
	struct str path = str_printf(cx->arena, "%.*s/;UID=%" PRId64, STR_ARG(folder_path(cx, i)), uid);

	begin(cx, i, path);
	curl_easy_setopt(i->easy, CURLOPT_WRITEFUNCTION, keep);
	curl_easy_setopt(i->easy, CURLOPT_WRITEDATA, &f);
	error e = run(cx, i);
	return f.failed != OK ? f.failed : e;
}

error imap_finish(struct ctx *cx, struct imap *i, int64_t uid)
{
	const struct mailbox *b = i->box;
	struct str folder = folder_path(cx, i), answer;

	if (b->afterwards == MAILBOX_MOVE)
		return command(cx, i, folder, str_printf(cx->arena, "UID MOVE %" PRId64 " \"%.*s\"", uid,
			STR_ARG(b->move_to)), &answer);
	if (b->afterwards == MAILBOX_SEEN)
		return command(cx, i, folder, str_printf(cx->arena,
			"UID STORE %" PRId64 " +FLAGS.SILENT (\\Seen)", uid), &answer);
	TRY(command(cx, i, folder, str_printf(cx->arena,
		"UID STORE %" PRId64 " +FLAGS.SILENT (\\Deleted)", uid), &answer));
	/* Of this message alone; a server without UIDPLUS (RFC 4315) takes all that are marked. */
	error e = command(cx, i, folder, str_printf(cx->arena, "UID EXPUNGE %" PRId64, uid), &answer);
	return e == OK ? OK : command(cx, i, folder, STR("EXPUNGE"), &answer);
}
