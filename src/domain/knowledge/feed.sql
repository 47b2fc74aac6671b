-- row article_entry (number text, slug text, title text, summary text, type int, language text, created_at instant, published_at instant?)

-- query article_feed(audiences int, language text, type int, limit int) many article_entry
SELECT number, slug, title, summary, type, language, created_at, published_at FROM article
 WHERE state = 3 AND forward_to IS NULL AND (:type < 0 OR type = :type) AND (audience & :audiences) <> 0
   AND ((translation_of IS NULL AND NOT EXISTS (SELECT 1 FROM article t WHERE t.translation_of = article.id AND t.language = :language AND t.state = 3))
     OR (translation_of IS NOT NULL AND language = :language))
 ORDER BY published_at DESC, id DESC LIMIT :limit;

-- query article_feed_of(product product_id, audiences int, language text, type int, limit int) many article_entry
SELECT a.number, a.slug, a.title, a.summary, a.type, a.language, a.created_at, a.published_at FROM article a
 WHERE a.state = 3 AND a.forward_to IS NULL AND (:type < 0 OR a.type = :type) AND (a.audience & :audiences) <> 0
   AND ((a.translation_of IS NULL AND NOT EXISTS (SELECT 1 FROM article t WHERE t.translation_of = a.id AND t.language = :language AND t.state = 3))
     OR (a.translation_of IS NOT NULL AND a.language = :language))
   AND a.id IN (SELECT x.article_id FROM article_applies x WHERE x.product_id = :product)
 ORDER BY a.published_at DESC, a.id DESC LIMIT :limit;

-- row article_place (number text, slug text, changed_at instant)

-- Audience 1 is AUDIENCE_PUBLIC.
-- query article_map(after int, until int) many article_place
-- bounded: the caller's range of ids
SELECT number, slug, changed_at FROM article
 WHERE id > :after AND id <= :until AND state = 3 AND audience = 1 AND forward_to IS NULL ORDER BY id;

-- query article_map_end() one (id int)
SELECT COALESCE(MAX(id), 0) FROM article;
