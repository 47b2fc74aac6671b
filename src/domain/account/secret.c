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

bool secret_eq(struct str a, struct str b)
{
	return a.len == b.len && sodium_memcmp(a.at, b.at, a.len) == 0;
}
