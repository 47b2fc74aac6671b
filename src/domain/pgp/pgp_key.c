/* pgp_key.c - the keys, as administrators see and change them */
#include "base/utf8.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/audit/audit.h"
#include "domain/pgp/pgp.h"
#include "os/ipc.h"

enum { WAIT_MS = 25000 };

static error ask(struct ctx *cx, int vault, enum ipc_kind kind, struct str body, struct str *out)
{
	error e = vault > 0 ? ipc_call(cx, vault, kind, body, WAIT_MS, out)
			    : err_new(cx, ERR_UNAVAILABLE, "there is no vault");

	if (err_is(e, ERR_UNAVAILABLE))
		return err_person(cx, ERR_UNAVAILABLE,
			"The keeper of the keys does not answer. See that the server runs with a data folder.");
	/* Its words are for whoever gave it the key. */
	return err_is(e, ERR_INVALID) ? err_person_(cx, ERR_INVALID, "key", e->text, __FILE__, __LINE__)
					: e;
}

static struct str take(struct arena *a, struct str *line)
{
	struct str part = STR("");

	str_cut(line, '\t', &part);
	return utf8_clean(a, part);
}

static instant moment(struct str text)
{
	int64_t n;

	return (instant){ str_int(text, &n) && n > 0 && n < INT64_MAX / US_PER_SECOND
		? n * US_PER_SECOND : 0 };
}

error pgp_keys(struct ctx *cx, int vault, pgp_key_list *out)
{
	struct str answer, line;
	pgp_key_list list = { 0 };

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(ask(cx, vault, IPC_PGP_KEYS, STR(""), &answer));
	while (str_cut(&answer, '\n', &line)) {
		struct pgp_key *k = arena_push(cx->arena, &list);
		k->fingerprint = take(cx->arena, &line);
		k->secret = str_eq(take(cx->arena, &line), STR("secret"));
		k->state = take(cx->arena, &line);
		k->created = moment(take(cx->arena, &line));
		k->expires = moment(take(cx->arena, &line));
		k->user = take(cx->arena, &line);
	}
	*out = list;
	return OK;
}

error pgp_import(struct ctx *cx, int vault, struct str armored, bool secret, struct str *out)
{
	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	if (str_is_blank(armored))
		return err_field(cx, "key", "Give a key, from BEGIN PGP to END PGP.");
	if (armored.len > PGP_KEY_MAX)
		return err_field(cx, "key", "A key has at most 100 KB: leave out signatures of others.");
	TRY(ask(cx, vault, secret ? IPC_PGP_IMPORT_SECRET : IPC_PGP_IMPORT, armored, out));
	*out = utf8_clean(cx->arena, *out);
	return OK;
}

error pgp_generate(struct ctx *cx, int vault, struct str name, struct str address, struct str *out)
{
	struct str user, clean;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(email_normalise(cx, address, "address", &clean));
	/* These end the name in "Name <address>". */
	if (str_is_blank(name) || name.len > 200 || str_find_char(name, '<') >= 0 ||
		str_find_char(name, '>') >= 0)
		return err_field(cx, "name", "Give a name of at most 200 bytes, without < and >.");
	user = str_printf(cx->arena, "%.*s <%.*s>", STR_ARG(str_trim(name)), STR_ARG(clean));
	return ask(cx, vault, IPC_PGP_GENERATE, user, out);
}

error pgp_fingerprint(struct ctx *cx, struct str text, struct str *out)
{
	char *at = arena_bytes(cx->arena, PGP_FINGERPRINT);
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		if (c == ' ')
			continue;
		c = c >= 'a' && c <= 'f' ? (char)(c - 'a' + 'A') : c;
		if (n == PGP_FINGERPRINT || !(str_is_digit(c) || (c >= 'A' && c <= 'F')))
			n = PGP_FINGERPRINT + 1;
		if (n > PGP_FINGERPRINT)
			break;
		at[n++] = c;
	}
	if (n != PGP_FINGERPRINT)
		return err_field(cx, "key", "A fingerprint has 40 hexadecimal digits.");
	*out = str_of(at, n);
	return OK;
}

error pgp_export(struct ctx *cx, int vault, struct str fingerprint, struct str *out)
{
	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(pgp_fingerprint(cx, fingerprint, &fingerprint));
	return ask(cx, vault, IPC_PGP_EXPORT, fingerprint, out);
}

error pgp_remove(struct ctx *cx, int vault, struct str fingerprint)
{
	struct str none;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(pgp_fingerprint(cx, fingerprint, &fingerprint));
	return ask(cx, vault, IPC_PGP_REMOVE, fingerprint, &none);
}

error pgp_note(struct ctx *cx, void *arg)
{
	const struct pgp_change *c = arg;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	return audit_note(cx, c->act, "pgp", 0, c->what);
}
