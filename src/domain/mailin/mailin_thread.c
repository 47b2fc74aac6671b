/* mailin_thread.c - which case a message belongs to, and who sent it */
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/merge/merge.h"
#include "domain/casefile/number.h"
#include "domain/mailin/mailin_part.h"
#include "domain/notify/mail_token.h"
#include "domain/notify/notify.h"

enum { NUMBER_MIN = 14 };

error mailin_case(struct ctx *cx, casefile_id id, struct casefile *out)
{
	struct ctx own = *cx;

	own.actor = &actor_system;
	TRY(casefile_load(&own, id, out));
	for (int i = 0; i < MERGES_MAX && out->merged_into.v != 0; i++)
		TRY(casefile_load(&own, out->merged_into, out));
	return OK;
}

static error take_case(struct ctx *cx, casefile_id id, enum mailin_tie tie,
	struct mailin_thread *out)
{
	if (id.v == 0)
		return OK;
	error e = mailin_case(cx, id, &out->c);
	if (err_is(e, ERR_NOT_FOUND))
		return OK;
	TRY(e);
	out->tie = tie;
	return OK;
}

static error take_number(struct ctx *cx, struct str number, enum mailin_tie tie,
	struct mailin_thread *out)
{
	struct ctx own = *cx;
	struct casefile c;

	if (!casefile_number_is(number))
		return OK;
	own.actor = &actor_system;
	error e = casefile_find(&own, number, &c);
	if (err_is(e, ERR_NOT_FOUND))
		return OK;
	TRY(e);
	return take_case(cx, c.id, tie, out);
}

/* --- by a token --- */

static error take_token(struct ctx *cx, struct str text, struct mailin_thread *out)
{
	struct mail_token t;
	bool good;

	TRY(mail_token_read(cx, text, &t, &good));
	if (!good)
		return OK;
	if (t.kind == MAIL_TOKEN_BOUNCE) {
		out->bounce = (outbox_id){ t.first };
		return OK;
	}
	TRY(take_case(cx, (casefile_id){ t.first }, TIE_TOKEN, out));
	out->token_for = (person_id){ t.second };
	out->note = t.kind == MAIL_TOKEN_NOTE;
	return OK;
}

/* Of "case.2026-1123-0001.7.1.TOKEN@host": a token has three parts. */
static struct str token_of_message(struct str id)
{
	ptrdiff_t at = str_rfind_char(id, '@');
	size_t end = at < 0 ? 0 : (size_t)at, begin = end;

	for (int dots = 0; begin > 0; begin--)
		if (id.at[begin - 1] == '.' && ++dots == 3)
			break;
	return str_sub(id, begin, end - begin);
}

static error by_tokens(struct ctx *cx, const struct mail_in *m, const struct mailin_letter *l,
	struct mailin_thread *out)
{
	struct str rest = m->envelope_to, line;

	while (out->tie == TIE_NONE && str_cut(&rest, '\n', &line))
		TRY(take_token(cx, mail_token_of_address(line), out));
	for (size_t i = 0; out->tie == TIE_NONE && i < l->recipients.len; i++)
		TRY(take_token(cx, mail_token_of_address(l->recipients.at[i]), out));
	for (size_t i = 0; out->tie == TIE_NONE && i < l->answers.len; i++)
		TRY(take_token(cx, token_of_message(l->answers.at[i]), out));
	return OK;
}

/* --- by the messages that it answers --- */

/* "case.2026-1123-0001@host" and "esc.2026-1123-0001.1.2@host". */
static struct str number_of_message(struct ctx *cx, struct str id)
{
	ptrdiff_t at = str_rfind_char(id, '@');
	struct str head, number;

	if (at < 0 || !str_eq_nocase(str_skip(id, (size_t)at + 1), notify_host(cx)))
		return STR("");
	struct str local = str_sub(id, 0, (size_t)at);
	if (!str_cut(&local, '.', &head) || !str_cut(&local, '.', &number))
		return STR("");
	bool ours = str_eq(head, STR("case")) || str_eq(head, STR("esc"));
	return ours ? number : STR("");
}

static error by_answer(struct ctx *cx, struct str id, struct mailin_thread *out)
{
	struct q_mail_case_of_sent_row sent;
	struct q_mail_case_of_received_row received;
	bool found;

	TRY(take_number(cx, number_of_message(cx, id), TIE_ANSWER, out));
	if (out->tie != TIE_NONE)
		return OK;
	TRY(q_mail_case_of_sent(cx, id, &sent, &found));
	if (found)
		TRY(take_case(cx, sent.casefile, TIE_ANSWER, out));
	if (out->tie != TIE_NONE)
		return OK;
	TRY(q_mail_case_of_received(cx, id, &received, &found));
	return found ? take_case(cx, received.casefile, TIE_ANSWER, out) : OK;
}

/* --- by a number in the subject --- */

static bool is_of_number(char c)
{
	return str_is_digit(c) || c == '-';
}

static error by_subject(struct ctx *cx, struct str subject, struct mailin_thread *out)
{
	for (size_t i = 0; out->tie == TIE_NONE && i < subject.len;) {
		size_t end = i;
		while (end < subject.len && is_of_number(subject.at[end]))
			end++;
		if (end - i >= NUMBER_MIN)
			TRY(take_number(cx, str_sub(subject, i, end - i), TIE_NUMBER, out));
		i = end + 1;
	}
	return OK;
}

error mailin_find_thread(struct ctx *cx, const struct mail_in *m, const struct mailin_letter *l,
	struct mailin_thread *out)
{
	*out = (struct mailin_thread){ .tie = TIE_NONE };
	TRY(by_tokens(cx, m, l, out));
	for (size_t i = 0; out->tie == TIE_NONE && i < l->answers.len; i++)
		TRY(by_answer(cx, l->answers.at[i], out));
	if (out->tie == TIE_NONE)
		TRY(by_subject(cx, l->subject, out));
	return OK;
}

/* --- the sender --- */

error mailin_find_sender(struct ctx *cx, struct str address, struct mailin_sender *out)
{
	struct person p;

	*out = (struct mailin_sender){ .known = false };
	if (address.len == 0)
		return OK;
	error e = person_find(cx, address, &p);
	if (e == OK)
		e = person_actor(cx, &p, &out->actor);
	if (err_is(e, ERR_NOT_FOUND) || err_is(e, ERR_UNSIGNED))
		return OK;
	TRY(e);
	out->known = true;
	return OK;
}

error mailin_make_sender(struct ctx *cx, const struct mail_in *m, struct mailin_sender *out)
{
	struct ctx own = *cx;
	struct str name = str_is_blank(m->from_name) ? m->from_address : m->from_name;
	person_id id;

	TRY(mailin_find_sender(cx, m->from_address, out));
	if (out->known)
		return OK;
	own.actor = &actor_system;
	TRY(person_create(&own, &(struct person_new){ .email = m->from_address,
		.name = utf8_cut(name, LIMIT_NAME), .roles = ROLE_CUSTOMER }, &id));
	return mailin_find_sender(cx, m->from_address, out);
}
