#include "domain/source/digest.h"

struct digest digest_new(void)
{
	struct digest d;

	crypto_hash_sha256_init(&d.state);
	return d;
}

void text_digest(struct digest *d, struct str s)
{
	uint64_t len = s.len;

	crypto_hash_sha256_update(&d->state, (const unsigned char *)&len, sizeof len);
	crypto_hash_sha256_update(&d->state, (const unsigned char *)s.at, s.len);
}

void digest_int(struct digest *d, int64_t n)
{
	text_digest(d, str_of(&n, sizeof n));
}

struct str digest_end(struct digest *d, struct arena *a)
{
	unsigned char *sum = arena_bytes(a, crypto_hash_sha256_BYTES);

	crypto_hash_sha256_final(&d->state, sum);
	return str_of(sum, crypto_hash_sha256_BYTES);
}
