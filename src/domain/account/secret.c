#include "domain/account/secret.h"

#include <sodium.h>

enum { BYTES = 32, VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING };

static struct str text_of(struct arena *a, const unsigned char *bytes)
{
	char *text = arena_bytes(a, SECRET_TEXT + 1);
	sodium_bin2base64(text, SECRET_TEXT + 1, bytes, BYTES, VARIANT);
	return str_of(text, SECRET_TEXT);
}

struct str secret_new(struct arena *a)
{
	unsigned char bytes[BYTES];
	check(sodium_init() >= 0);
	randombytes_buf(bytes, sizeof bytes);
	return text_of(a, bytes);
}

struct str secret_hash(struct arena *a, struct str secret)
{
	unsigned char *hash = arena_bytes(a, BYTES);
	crypto_generichash(hash, BYTES, (const unsigned char *)secret.at, secret.len, NULL, 0);
	return str_of(hash, BYTES);
}

struct str secret_mac(struct arena *a, struct str key, struct str text)
{
	unsigned char mac[BYTES];
	struct str k = secret_hash(a, key);
	crypto_generichash(mac, BYTES, (const unsigned char *)text.at, text.len,
		(const unsigned char *)k.at, k.len);
	return text_of(a, mac);
}

struct str secret_seal(struct arena *a, struct str secret, struct str text)
{
	size_t len = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.len;
	unsigned char *sealed = arena_bytes(a, len);
	struct str key = secret_hash(a, secret);
	check(sodium_init() >= 0);
	randombytes_buf(sealed, crypto_secretbox_NONCEBYTES);
	crypto_secretbox_easy(sealed + crypto_secretbox_NONCEBYTES, (const unsigned char *)text.at,
		text.len, sealed, (const unsigned char *)key.at);
	return str_of(sealed, len);
}

bool secret_open(struct arena *a, struct str secret, struct str sealed, struct str *out)
{
	const unsigned char *from = (const unsigned char *)sealed.at;
	struct str key = secret_hash(a, secret);
	if (sealed.len < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES)
		return false;
	size_t len = sealed.len - crypto_secretbox_NONCEBYTES;
	unsigned char *text = arena_bytes(a, len);
	if (crypto_secretbox_open_easy(text, from + crypto_secretbox_NONCEBYTES, len, from,
		    (const unsigned char *)key.at) != 0)
		return false;
	*out = str_of(text, len - crypto_secretbox_MACBYTES);
	return true;
}

bool secret_eq(struct str a, struct str b)
{
	return a.len == b.len && sodium_memcmp(a.at, b.at, a.len) == 0;
}
