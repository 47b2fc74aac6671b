/* words.h - the words that files have for what an article's columns say by numbers */
#pragma once

#include "base/ctx.h"

enum article_words {
	WORDS_TYPE,
	WORDS_AUDIENCE,
	WORDS_CONFIDENCE,
	WORDS_GOVERNANCE,
	WORDS_ISSUE,
};

/* "known-issue"; empty for a number that is none. */
struct str article_word(enum article_words, int64_t number);
/* ERR_INVALID says the word and those that there are. */
NODISCARD error article_word_read(struct ctx *, enum article_words, struct str word, int64_t *out);
