#include "domain/search/words/fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "base/utf8.h"

enum { UNITS = 4 * FOLD_WORD_MAX, RIGHT_QUOTE = 0x2019 };

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] >= 0x80)
			return false;
	return true;
}

static struct str fold_ascii(struct arena *a, struct str word)
{
	char *at = arena_bytes(a, word.len);
	size_t n = 0;
	for (size_t i = 0; i < word.len && n < FOLD_WORD_MAX; i++)
		if (word.at[i] != '\'')
			at[n++] = str_lower_char(word.at[i]);
	return (struct str){ at, n };
}

/* Without U+0300 to U+036F, which decomposition has set apart, and apostrophes. */
static int32_t drop_accents(UChar *u, int32_t len)
{
	int32_t n = 0;
	for (int32_t i = 0; i < len; i++)
		if (!(u[i] >= 0x300 && u[i] <= 0x36f) && u[i] != '\'' && u[i] != RIGHT_QUOTE)
			u[n++] = u[i];
	return n;
}

struct str fold_word(struct arena *a, struct str word)
{
	if (is_ascii(word))
		return fold_ascii(a, word);
	UErrorCode bad = U_ZERO_ERROR;
	const UNormalizer2 *casefold = unorm2_getNFKCCasefoldInstance(&bad);
	const UNormalizer2 *apart = unorm2_getNFDInstance(&bad);
	const UNormalizer2 *together = unorm2_getNFCInstance(&bad);
	UChar raw[UNITS], one[UNITS], two[UNITS];
	int32_t len = 0;
	struct str cut = utf8_cut(word, FOLD_WORD_MAX);
	u_strFromUTF8(raw, UNITS, &len, cut.at, (int32_t)cut.len, &bad);
	len = unorm2_normalize(casefold, raw, len, one, UNITS, &bad);
	len = unorm2_normalize(apart, one, U_FAILURE(bad) ? 0 : len, two, UNITS, &bad);
	len = U_FAILURE(bad) ? 0 : drop_accents(two, len);
	len = unorm2_normalize(together, two, len, one, UNITS, &bad);
	char *at = arena_bytes(a, 3 * UNITS);
	int32_t bytes = 0;
	u_strToUTF8(at, 3 * UNITS, &bytes, one, U_FAILURE(bad) ? 0 : len, &bad);
	if (U_FAILURE(bad))
		return (struct str){ at, 0 };
	return utf8_cut((struct str){ at, (size_t)bytes }, FOLD_WORD_MAX);
}

bool fold_is_word_char(uint32_t c)
{
	if (c < 0x80)
		return str_is_alpha((char)c) || str_is_digit((char)c);
	if (u_isalnum((UChar32)c))
		return true;
	uint32_t kind = U_GET_GC_MASK((UChar32)c);
	return (kind & (U_GC_M_MASK | U_GC_NL_MASK)) != 0 || c == 0xad || c == 0x200c || c == 0x200d;
}

bool fold_is_unspaced(uint32_t c)
{
	if (c < 0xe00)
		return false;
	if (u_hasBinaryProperty((UChar32)c, UCHAR_IDEOGRAPHIC))
		return true;
	UErrorCode bad = U_ZERO_ERROR;
	switch (uscript_getScript((UChar32)c, &bad)) {
	case USCRIPT_HIRAGANA:
	case USCRIPT_KATAKANA:
	case USCRIPT_THAI:
	case USCRIPT_LAO:
	case USCRIPT_KHMER:
	case USCRIPT_MYANMAR:
		return true;
	default:
		return false;
	}
}
