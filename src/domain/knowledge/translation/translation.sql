-- An article and its translations, as far as they are published: the article first.
-- row article_language (id article_id, number text, slug text, title text, language text, translated_version int, published_version int)
-- query article_languages(article article_id, audiences int) many article_language
SELECT id, number, slug, title, language, translated_version, published_version FROM article
 WHERE (id = :article OR translation_of = :article) AND state = 3 AND (audience & :audiences) <> 0
 ORDER BY CASE WHEN id = :article THEN 0 ELSE 1 END, language, id LIMIT 100;

-- query article_twin(article article_id, language text, audiences int) maybe (id article_id)
SELECT id FROM article
 WHERE (id = :article OR translation_of = :article) AND (language = :language OR language LIKE :language || '-%')
   AND state = 3 AND (audience & :audiences) <> 0 ORDER BY id LIMIT 1;

-- query article_translation_other(article article_id, language text, own article_id) maybe (id article_id)
SELECT id FROM article
 WHERE translation_of = :article AND language = :language AND id <> :own AND state <> 4 LIMIT 1;

-- query article_translations(article article_id) many (id article_id)
SELECT id FROM article WHERE translation_of = :article ORDER BY id LIMIT 100;

-- query article_set_translation(article article_id, of article_id?, version int) exec
UPDATE article SET translation_of = :of, translated_version = :version WHERE id = :article;

-- query article_follow(article article_id, type int, audience int, issue_state int, fixed_in text) exec
UPDATE article SET type = :type, audience = :audience, issue_state = :issue_state, fixed_in = :fixed_in WHERE translation_of = :article;

-- query article_applies_copy(from article_id, to article_id) exec
INSERT INTO article_applies (article_id, position, product_id, product_name, release_from, release_to)
SELECT :to, position, product_id, product_name, release_from, release_to FROM article_applies WHERE article_id = :from;

-- Kind 0 is KEYWORD_WORD: words are of a language.
-- query article_keyword_uncopy(article article_id) exec
DELETE FROM article_keyword WHERE article_id = :article AND kind <> 0;

-- query article_keyword_copy(from article_id, to article_id) exec
INSERT INTO article_keyword (article_id, keyword, kind)
SELECT :to, keyword, kind FROM article_keyword WHERE article_id = :from AND kind <> 0;

-- query article_translations_behind(everybody bool, owner person_id, limit int) many (number text, title text, language text, owner_name text?, source_number text, source_title text, translated_version int, published_version int)
SELECT t.number, t.title, t.language, p.name AS owner_name, a.number AS source_number, a.title AS source_title, t.translated_version, a.published_version
  FROM article t JOIN article a ON a.id = t.translation_of LEFT JOIN person p ON p.id = t.owner_id
 WHERE t.state = 3 AND t.translated_version < a.published_version AND (:everybody = 1 OR t.owner_id = :owner)
 ORDER BY a.published_at, t.id LIMIT :limit;
