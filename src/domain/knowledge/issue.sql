-- row known_issue (number text, slug text, title text, published_at instant?, issue_state int, fixed_in text, product text?, products int)

-- query article_issues(audiences int, language text, limit int) many known_issue
SELECT a.number, a.slug, a.title, a.published_at, a.issue_state, a.fixed_in,
       (SELECT MIN(COALESCE(p.code, x.product_name)) FROM article_applies x LEFT JOIN product p ON p.id = x.product_id WHERE x.article_id = a.id) AS product,
       (SELECT count(*) FROM article_applies x WHERE x.article_id = a.id) AS products
  FROM article a
 WHERE a.state = 3 AND a.type = 1 AND (a.audience & :audiences) <> 0
   AND ((a.translation_of IS NULL AND NOT EXISTS (SELECT 1 FROM article t WHERE t.translation_of = a.id AND t.language = :language AND t.state = 3))
     OR (a.translation_of IS NOT NULL AND a.language = :language))
 ORDER BY a.published_at DESC, a.id DESC LIMIT :limit;

-- query article_issues_own(audiences int, language text, limit int) many known_issue
SELECT a.number, a.slug, a.title, a.published_at, a.issue_state, a.fixed_in, MIN(p.code) AS product, count(*) AS products
  FROM article a JOIN article_applies x ON x.article_id = a.id JOIN product p ON p.id = x.product_id
 WHERE a.state = 3 AND a.type = 1 AND (a.audience & :audiences) <> 0
   AND x.product_id IN (SELECT d.product_id FROM membership m JOIN asset d ON d.organisation_id = m.organisation_id
                         WHERE m.person_id = :viewer)
   AND ((a.translation_of IS NULL AND NOT EXISTS (SELECT 1 FROM article t WHERE t.translation_of = a.id AND t.language = :language AND t.state = 3))
     OR (a.translation_of IS NOT NULL AND a.language = :language))
 GROUP BY a.id, a.number, a.slug, a.title, a.published_at, a.issue_state, a.fixed_in
 ORDER BY a.published_at DESC, a.id DESC LIMIT :limit;

-- query article_issues_counted(audiences int) one (count int)
SELECT count(*) FROM article WHERE state = 3 AND type = 1 AND translation_of IS NULL AND (audience & :audiences) <> 0;

-- query article_error_newest(audiences int) maybe (keyword text)
SELECT k.keyword FROM article a JOIN article_keyword k ON k.article_id = a.id
 WHERE a.state = 3 AND (a.audience & :audiences) <> 0 AND k.kind = 1 AND length(k.keyword) <= 40
 ORDER BY a.published_at DESC, a.id DESC, k.keyword LIMIT 1;
