#include "domain/knowledge/export/words.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/knowledge/article.h"

static const struct {
	enum article_words of;
	int64_t number;
	struct str word;
} words[] = {
	{ WORDS_TYPE, ARTICLE_HOW_TO, STR_INIT("how-to") },
	{ WORDS_TYPE, ARTICLE_KNOWN_ISSUE, STR_INIT("known-issue") },
	{ WORDS_TYPE, ARTICLE_PROBLEM, STR_INIT("problem") },
	{ WORDS_TYPE, ARTICLE_INTEROPERABILITY, STR_INIT("interoperability") },
	{ WORDS_TYPE, ARTICLE_COMPATIBILITY, STR_INIT("compatibility") },
	{ WORDS_TYPE, ARTICLE_INFORMATION, STR_INIT("information") },
	{ WORDS_AUDIENCE, AUDIENCE_PUBLIC, STR_INIT("public") },
	{ WORDS_AUDIENCE, AUDIENCE_REGISTERED, STR_INIT("registered") },
	{ WORDS_AUDIENCE, AUDIENCE_CUSTOMER, STR_INIT("customer") },
	{ WORDS_AUDIENCE, AUDIENCE_PARTNER, STR_INIT("partner") },
	{ WORDS_AUDIENCE, AUDIENCE_INTERNAL, STR_INIT("internal") },
	{ WORDS_CONFIDENCE, CONFIDENCE_IN_PROGRESS, STR_INIT("in-progress") },
	{ WORDS_CONFIDENCE, CONFIDENCE_NOT_VALIDATED, STR_INIT("not-validated") },
	{ WORDS_CONFIDENCE, CONFIDENCE_VALIDATED, STR_INIT("validated") },
	{ WORDS_CONFIDENCE, CONFIDENCE_ARCHIVED, STR_INIT("archived") },
	{ WORDS_GOVERNANCE, GOVERNANCE_EXPERIENCE, STR_INIT("experience") },
	{ WORDS_GOVERNANCE, GOVERNANCE_COMPLIANCE, STR_INIT("compliance") },
	{ WORDS_ISSUE, ISSUE_NONE, STR_INIT("none") },
	{ WORDS_ISSUE, ISSUE_INVESTIGATED, STR_INIT("investigated") },
	{ WORDS_ISSUE, ISSUE_WORKAROUND, STR_INIT("workaround") },
	{ WORDS_ISSUE, ISSUE_FIXED, STR_INIT("fixed") },
};

enum { WORD_COUNT = sizeof words / sizeof *words };

struct str article_word(enum article_words of, int64_t number)
{
	for (size_t i = 0; i < WORD_COUNT; i++)
		if (words[i].of == of && words[i].number == number)
			return words[i].word;
	return STR("");
}

error article_word_read(struct ctx *cx, enum article_words of, struct str word, int64_t *out)
{
	struct buf known = buf_new(cx->arena, LIMIT_NAME);

	for (size_t i = 0; i < WORD_COUNT; i++) {
		if (words[i].of != of)
			continue;
		if (str_eq(words[i].word, word)) {
			*out = words[i].number;
			return OK;
		}
		buf_printf(&known, "%s%.*s", known.len > 0 ? ", " : "", STR_ARG(words[i].word));
	}
	return err_new(cx, ERR_INVALID, "\"%.*s\" is none of: %.*s", STR_ARG(utf8_cut(word, LIMIT_NAME)),
		STR_ARG(buf_str(&known)));
}
