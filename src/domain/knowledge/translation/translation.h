/*
 * translation.h - an article in other languages
 *
 * A translation is an article of its own: it has a number, versions, a draft, an owner and
 * readers who say whether it helped. It names the article that it translates and the
 * version of it that it says; once a later one is published, it is behind. What is the
 * same in every language is the article's alone, and is copied whenever either of them is
 * published: type, audience, products, state of a known issue, error lines, defects. It
 * ends with its article.
 *
 * A translation of a translation is one of the article itself.
 */
#pragma once

#include "domain/knowledge/article.h"

/* The article that a translation is of; of any other, itself. */
article_id article_root(const struct article *);
/* Published ones that the actor may read, the article itself first. */
NODISCARD error article_languages(struct ctx *, const struct article *,
	struct article_language_list *out);
/* The article or translation in a reader's language ("de"); *ret_found false: there is none. */
NODISCARD error article_twin(struct ctx *, const struct article *, struct str language,
	article_id *out, bool *ret_found);

/* "de" of "de-AT". */
struct str language_primary(struct str tag);

/* Past their article's published version. MAY_WRITE_ARTICLE. */
NODISCARD error article_translations_behind(struct ctx *, bool mine,
	struct q_article_translations_behind_list *out);

/* --- for publishing, within its transaction --- */

/*
 * For a text that is a translation: takes from its article what is the same in every
 * language, names the article itself, and the version. *ret_of: the article, or none.
 * ERR_INVALID on translation_of or language.
 */
NODISCARD error article_translation_take(struct ctx *, article_id own, struct article_new *,
	struct article *ret_of);
/* What the article says now, to its translations; and that pages of all of them changed. */
NODISCARD error article_translations_follow(struct ctx *, article_id);
/* Pages and documents of the article and its translations are to be made anew. */
NODISCARD error article_family_changed(struct ctx *, article_id);
