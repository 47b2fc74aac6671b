#include "domain/notify/mail_token.h"

#include <sodium.h>

#include "base/buf.h"
#include "domain/account/secret.h"
#include "domain/notify/notify.sql.h"

enum { KEY = 32, MAC = 10, MAC_TEXT = 16, TOKEN_MAX = 64 };

error mail_token_ready(struct ctx *cx)
{
	unsigned char key[KEY];

	randombytes_buf(key, sizeof key);
	return q_mail_key_insert(cx, str_of(key, sizeof key));
}

/* RFC 4648, 6: five bits a letter; addresses keep no capitals. */
static void put_base32(struct buf *out, const unsigned char *at, size_t len)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
	uint32_t bits = 0;
	int have = 0;

	for (size_t i = 0; i < len; i++) {
		bits = bits << 8 | at[i];
		for (have += 8; have >= 5; have -= 5)
			buf_char(out, letters[bits >> (have - 5) & 31]);
	}
}

static struct str sign(struct ctx *cx, struct str key, const struct mail_token *t)
{
	unsigned char mac[crypto_generichash_BYTES_MIN];
	struct buf out = buf_new(cx->arena, TOKEN_MAX);

	buf_printf(&out, "%c%" PRId64 ".%" PRId64 ".", (char)t->kind, t->first, t->second);
	struct str said = buf_str(&out);
	crypto_generichash(mac, sizeof mac, (const unsigned char *)said.at, said.len,
		(const unsigned char *)key.at, key.len);
	put_base32(&out, mac, MAC);
	return buf_str(&out);
}

error mail_token_make(struct ctx *cx, const struct mail_token *t, struct str *out)
{
	struct q_mail_key_load_row key;
	bool found;

	TRY(q_mail_key_load(cx, &key, &found));
	*out = found ? sign(cx, key.secret, t) : STR("");
	return OK;
}

static bool split(struct str text, struct mail_token *out)
{
	struct str first, second;

	if (text.len < 4 || text.len > TOKEN_MAX || !str_cut(&text, '.', &first) ||
		!str_cut(&text, '.', &second) || text.len != MAC_TEXT)
		return false;
	out->kind = (enum mail_token_kind)first.at[0];
	return str_int(str_skip(first, 1), &out->first) && str_int(second, &out->second) &&
		out->first > 0 && out->second >= 0;
}

error mail_token_read(struct ctx *cx, struct str given, struct mail_token *out, bool *ret_good)
{
	struct str text = str_lower(cx->arena, given);
	struct mail_token t;
	struct q_mail_key_load_row key;
	bool found;

	*ret_good = false;
	if (!split(text, &t))
		return OK;
	TRY(q_mail_key_load(cx, &key, &found));
	if (!found || !secret_eq(sign(cx, key.secret, &t), text))
		return OK;
	*out = t;
	*ret_good = true;
	return OK;
}

struct str mail_token_of_address(struct str address)
{
	ptrdiff_t at = str_rfind_char(address, '@'), plus = str_find_char(address, '+');

	if (at < 0 || plus < 0 || plus > at)
		return STR("");
	return str_sub(address, (size_t)plus + 1, (size_t)(at - plus) - 1);
}

struct str mail_token_address(struct arena *a, struct str address, struct str token)
{
	ptrdiff_t at = str_rfind_char(address, '@');

	check(at >= 0);
	return str_printf(a, "%.*s+%.*s%.*s", (int)at, address.at, STR_ARG(token),
		STR_ARG(str_skip(address, (size_t)at)));
}
