-- query article_related_clear(article article_id) exec
DELETE FROM article_related WHERE article_id = :article;

-- query article_related_put(article article_id, related article_id, position int) changes
INSERT INTO article_related (article_id, related_id, position) VALUES (:article, :related, :position)
ON CONFLICT (article_id, related_id) DO NOTHING;

-- Whose pages name the article, or begin to: its neighbours and their translations.
-- query article_related_pages(article article_id, limit int) many (id article_id)
SELECT a.id FROM article a
  JOIN (SELECT related_id AS id FROM article_related WHERE article_id = :article
        UNION SELECT article_id FROM article_related WHERE related_id = :article) r
    ON a.id = r.id OR a.translation_of = r.id
 ORDER BY a.id LIMIT :limit;
