#include "web/http/etag.h"

#include <string.h>

static uint64_t fold(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t word(const char *at)
{
	uint64_t w;
	memcpy(&w, at, sizeof w);
	return w;
}

/* Two lanes of 64 x 64 -> 128 bit multiplications, 16 bytes a round. */
struct etag etag_of(struct str s, uint64_t seed)
{
	static const char digits[] = "0123456789abcdef";
	const uint64_t k0 = UINT64_C(0x9e3779b97f4a7c15), k1 = UINT64_C(0xd1b54a32d192ed03);
	uint64_t a = seed ^ k0, b = s.len * k1 ^ seed;
	char tail[16] = { 0 };
	size_t i = 0;
	for (; s.len - i >= 16; i += 16) {
		uint64_t x = word(s.at + i), y = word(s.at + i + 8);
		a = fold(x ^ k0, y ^ a);
		b = fold(y ^ k1, x + b);
	}
	if (s.len > i)
		memcpy(tail, s.at + i, s.len - i);
	a = fold(word(tail) ^ k0, word(tail + 8) ^ a);
	b = fold(word(tail + 8) ^ k1, word(tail) + b);
	uint64_t halves[2] = { fold(a ^ k1, b | 1), fold(b ^ k0, a | 1) };

	struct etag tag;
	for (size_t n = 0; n < 32; n++)
		tag.text[n] = digits[halves[n / 16] >> (n % 16 * 4) & 15];
	tag.text[32] = 0;
	return tag;
}

static struct str opaque(struct str one)
{
	one = str_trim(one);
	if (str_starts(one, STR("W/")))
		one = str_skip(one, 2);
	if (one.len < 2 || one.at[0] != '"' || one.at[one.len - 1] != '"')
		return STR("");
	return str_sub(one, 1, one.len - 2);
}

bool etag_matches(struct str list, struct str tag)
{
	if (str_eq(str_trim(list), STR("*")))
		return true;
	for (struct str one; str_cut(&list, ',', &one);)
		if (tag.len > 0 && str_eq(opaque(one), tag))
			return true;
	return false;
}

bool etag_is(struct str if_range, struct str tag)
{
	struct str s = str_trim(if_range);
	return tag.len > 0 && !str_starts(s, STR("W/")) && str_eq(opaque(s), tag);
}
