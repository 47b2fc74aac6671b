#include "domain/pgp/pgp.h"

#include "base/utf8.h"
#include "os/ipc.h"

/* Longer than OpenPGP gives itself (vault/openpgp.h). */
enum { WAIT_MS = 25000, SENDER_MAX = 254 };

static const char *const signature_words[PGP_SIGNATURES] = {
	[PGP_GOOD] = "good", [PGP_BAD] = "bad", [PGP_UNKNOWN_KEY] = "unknown",
	[PGP_KEY_EXPIRED] = "key-expired", [PGP_KEY_REVOKED] = "revoked", [PGP_EXPIRED] = "expired",
	[PGP_UNCLEAR] = "unclear",
};

static const char *const seal_words[PGP_SEALS] = {
	[PGP_OPENED] = "opened", [PGP_NO_KEY] = "no-key", [PGP_PASSWORD] = "password",
	[PGP_UNSAFE] = "unsafe", [PGP_BROKEN] = "broken",
};

/* Of a word that is not in the list, `otherwise`. */
static int word_of(const char *const *words, int count, struct str word, int otherwise)
{
	for (int i = 0; i < count; i++)
		if (words[i] != NULL && str_eq(word, str_from(words[i])))
			return i;
	return otherwise;
}

static struct str take(struct arena *a, struct str *line)
{
	struct str part = STR("");

	str_cut(line, '\t', &part);
	return utf8_clean(a, part);
}

static struct pgp_signed read_signature(struct arena *a, struct str line)
{
	struct pgp_signed s = { .state = (enum pgp_signature)word_of(signature_words, PGP_SIGNATURES,
		take(a, &line), PGP_UNCLEAR) };

	s.key = take(a, &line);
	bool mine = str_eq(take(a, &line), STR("mine"));
	s.user = take(a, &line);
	if (s.state == PGP_GOOD && !mine)
		s.state = PGP_GOOD_OTHER;
	return s;
}

error pgp_sign(struct ctx *cx, int vault, struct str fingerprint, int data, struct str *out)
{
	struct ipc_message question = { .kind = IPC_PGP_SIGN, .body = fingerprint, .fds = { data },
		.fd_count = 1 };

	return ipc_ask(cx, vault, &question, WAIT_MS, out);
}

error pgp_verify(struct ctx *cx, int vault, struct str sender, int data, int signature,
	struct pgp_signed *out)
{
	struct ipc_message question = { .kind = IPC_PGP_VERIFY, .body = str_sub(sender, 0, SENDER_MAX),
		.fds = { data, signature }, .fd_count = 2 };
	struct str answer, line = STR("");

	TRY(ipc_ask(cx, vault, &question, WAIT_MS, &answer));
	str_cut(&answer, '\n', &line);
	*out = read_signature(cx->arena, line);
	return OK;
}

error pgp_open(struct ctx *cx, int vault, struct str sender, int sealed, int plain,
	struct pgp_opened *out)
{
	struct ipc_message question = { .kind = IPC_PGP_OPEN, .body = str_sub(sender, 0, SENDER_MAX),
		.fds = { sealed, plain }, .fd_count = 2 };
	struct str answer, line = STR(""), state;
	struct pgp_opened o = { 0 };

	TRY(ipc_ask(cx, vault, &question, WAIT_MS, &answer));
	str_cut(&answer, '\n', &line);
	state = take(cx->arena, &line);
	o.signed_text = str_eq(state, STR("signed"));
	if (!o.signed_text)
		o.state = (enum pgp_seal)word_of(seal_words, PGP_SEALS, state, PGP_BROKEN);
	o.keys = take(cx->arena, &line);
	if (str_cut(&answer, '\n', &line) && (o.signed_text || o.state == PGP_OPENED))
		o.inside = read_signature(cx->arena, line);
	*out = o;
	return OK;
}
