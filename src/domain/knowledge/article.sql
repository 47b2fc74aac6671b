-- row article (id article_id, number text, type int, slug text, title text, summary text, language text, state int, confidence int, audience int, governance int, owner person_id?, owner_name text?, published_version int, latest_version int, created_at instant, changed_at instant, published_at instant?, review_at instant?, forward_to article_id?, translation_of article_id?, translated_version int, translations int, issue_state int, fixed_in text, helpful int, unhelpful int, views int, links int)

-- query article_by_number(number text) maybe article
SELECT a.id, a.number, a.type, a.slug, a.title, a.summary, a.language, a.state, a.confidence, a.audience, a.governance,
       a.owner_id, p.name AS owner_name, a.published_version, a.latest_version, a.created_at, a.changed_at, a.published_at, a.review_at,
       a.forward_to, a.translation_of, a.translated_version,
       (SELECT count(*) FROM article t WHERE t.translation_of = a.id) AS translations, a.issue_state, a.fixed_in, a.helpful, a.unhelpful, a.views, a.links
  FROM article a LEFT JOIN person p ON p.id = a.owner_id WHERE a.number = :number;

-- query article_by_id(id article_id) maybe article
SELECT a.id, a.number, a.type, a.slug, a.title, a.summary, a.language, a.state, a.confidence, a.audience, a.governance,
       a.owner_id, p.name AS owner_name, a.published_version, a.latest_version, a.created_at, a.changed_at, a.published_at, a.review_at,
       a.forward_to, a.translation_of, a.translated_version,
       (SELECT count(*) FROM article t WHERE t.translation_of = a.id) AS translations, a.issue_state, a.fixed_in, a.helpful, a.unhelpful, a.views, a.links
  FROM article a LEFT JOIN person p ON p.id = a.owner_id WHERE a.id = :id;

-- query article_redirect_of(path text) maybe (article article_id?, target text)
SELECT article_id, target FROM article_redirect WHERE path = :path;

-- query article_redirect_put(path text, article article_id?, target text) exec
INSERT INTO article_redirect (path, article_id, target) VALUES (:path, :article, :target)
ON CONFLICT (path) DO UPDATE SET article_id = excluded.article_id, target = excluded.target;

-- row article_section (position int, kind int, heading text, anchor text, markdown text, markup text)
-- query article_sections(article article_id, version int) many article_section
SELECT position, kind, heading, anchor, markdown, markup FROM article_section
 WHERE article_id = :article AND version = :version ORDER BY position LIMIT 200;

-- row article_applies (product product_id?, product_name text, product_slug text?, release_from text, release_to text)
-- query article_applies(article article_id) many article_applies
SELECT x.product_id, COALESCE(p.code, x.product_name) AS product_name, p.slug AS product_slug, x.release_from, x.release_to
  FROM article_applies x LEFT JOIN product p ON p.id = x.product_id
 WHERE x.article_id = :article ORDER BY x.position LIMIT 500;

-- query article_keywords(article article_id) many (kind int, keyword text)
SELECT kind, keyword FROM article_keyword WHERE article_id = :article ORDER BY kind, keyword LIMIT 500;

-- row article_item (id article_id, number text, type int, slug text, title text, summary text, audience int, language text, published_at instant?, issue_state int, fixed_in text)

-- An article is listed once: as it was written, or by its translation into the reader's language.
-- query article_recent(audiences int, language text, limit int) many article_item
SELECT id, number, type, slug, title, summary, audience, language, published_at, issue_state, fixed_in FROM article
 WHERE state = 3 AND type <> 1 AND (audience & :audiences) <> 0
   AND ((translation_of IS NULL AND NOT EXISTS (SELECT 1 FROM article t WHERE t.translation_of = article.id AND t.language = :language AND t.state = 3))
     OR (translation_of IS NOT NULL AND language = :language))
 ORDER BY published_at DESC, id DESC LIMIT :limit;

-- query article_page(audiences int, language text, type int, before instant, before_id article_id, limit int) many article_item
SELECT id, number, type, slug, title, summary, audience, language, published_at, issue_state, fixed_in FROM article
 WHERE state = 3 AND (:type < 0 OR type = :type) AND (audience & :audiences) <> 0
   AND (published_at < :before OR (published_at = :before AND id < :before_id))
   AND ((translation_of IS NULL AND NOT EXISTS (SELECT 1 FROM article t WHERE t.translation_of = article.id AND t.language = :language AND t.state = 3))
     OR (translation_of IS NOT NULL AND language = :language))
 ORDER BY published_at DESC, id DESC LIMIT :limit;

-- query article_counted(audiences int) one (count int)
SELECT count(*) FROM article WHERE state = 3 AND translation_of IS NULL AND (audience & :audiences) <> 0;

-- Those that the article names, in its order, then those that name it; each once, in the language or as
-- it was written.
-- query article_related_list(article article_id, audiences int, language text, limit int) many article_item
SELECT a.id, a.number, a.type, a.slug, a.title, a.summary, a.audience, a.language, a.published_at, a.issue_state, a.fixed_in
  FROM (SELECT related_id AS id, position FROM article_related WHERE article_id = :article
        UNION ALL
        SELECT article_id, :limit FROM article_related n WHERE n.related_id = :article
           AND NOT EXISTS (SELECT 1 FROM article_related o WHERE o.article_id = :article AND o.related_id = n.article_id)) r
  JOIN article a ON a.id = r.id OR a.translation_of = r.id
 WHERE a.state = 3 AND (a.audience & :audiences) <> 0
   AND ((a.translation_of IS NULL AND NOT EXISTS (SELECT 1 FROM article t WHERE t.translation_of = a.id AND t.language = :language AND t.state = 3))
     OR (a.translation_of IS NOT NULL AND a.language = :language))
 ORDER BY r.position, a.id LIMIT :limit;

-- query article_insert(number text, type int, slug text, title text, summary text, language text, audience int, governance int, confidence int, owner person_id?, now instant, source text?) one (id article_id)
INSERT INTO article (number, type, slug, title, summary, language, state, confidence, audience, governance, owner_id, created_at, changed_at, source)
VALUES (:number, :type, :slug, :title, :summary, :language, 0, :confidence, :audience, :governance, :owner, :now, :now, :source)
RETURNING id;

-- query article_version_insert(article article_id, version int, title text, summary text, author person_id?, note text, now instant) exec
INSERT INTO article_version (article_id, version, title, summary, author_id, note, created_at)
VALUES (:article, :version, :title, :summary, :author, :note, :now);

-- query article_section_insert(article article_id, version int, position int, kind int, heading text, anchor text, markdown text, markup text) exec
INSERT INTO article_section (article_id, version, position, kind, heading, anchor, markdown, markup)
VALUES (:article, :version, :position, :kind, :heading, :anchor, :markdown, :markup);

-- query article_set_latest(article article_id, version int, now instant) exec
UPDATE article SET latest_version = :version, changed_at = :now WHERE id = :article;

-- query article_set_published(article article_id, version int, title text, summary text, slug text, type int, audience int, published instant, now instant, review instant?, issue_state int, fixed_in text) exec
UPDATE article SET state = 3, published_version = :version, title = :title, summary = :summary, slug = :slug, type = :type,
       audience = :audience, published_at = :published, changed_at = :now, review_at = :review, issue_state = :issue_state, fixed_in = :fixed_in
 WHERE id = :article;

-- query article_set_state(article article_id, state int, forward article_id?, now instant) changes
UPDATE article SET state = :state, forward_to = :forward, changed_at = :now WHERE id = :article;

-- query article_applies_clear(article article_id) exec
DELETE FROM article_applies WHERE article_id = :article;

-- query article_applies_insert(article article_id, position int, product product_id?, name text, release_from text, release_to text) exec
INSERT INTO article_applies (article_id, position, product_id, product_name, release_from, release_to)
VALUES (:article, :position, :product, :name, :release_from, :release_to);

-- query article_keyword_clear(article article_id) exec
DELETE FROM article_keyword WHERE article_id = :article;

-- query article_keyword_put(article article_id, keyword text, kind int) exec
INSERT INTO article_keyword (article_id, keyword, kind) VALUES (:article, :keyword, :kind)
ON CONFLICT (article_id, kind, keyword) DO NOTHING;

-- query article_by_source(source text) maybe (id article_id, number text, source_hash blob?, latest_version int, state int)
SELECT id, number, source_hash, latest_version, state FROM article WHERE source = :source;

-- query article_set_source(article article_id, hash blob) exec
UPDATE article SET source_hash = :hash WHERE id = :article;

-- query article_set_created(article article_id, created instant) exec
UPDATE article SET created_at = :created WHERE id = :article;

-- query article_feedback_insert(article article_id, version int, person person_id?, visit blob?, helpful bool, reason int, comment text, now instant) changes
INSERT INTO article_feedback (article_id, version, person_id, visit, helpful, reason, comment, created_at)
VALUES (:article, :version, :person, :visit, :helpful, :reason, :comment, :now)
ON CONFLICT (article_id, visit) DO NOTHING;

-- query article_feedback_of_person(article article_id, version int, person person_id) maybe (id int, helpful bool)
SELECT id, helpful FROM article_feedback WHERE article_id = :article AND version = :version AND person_id = :person
 ORDER BY id DESC LIMIT 1;

-- query article_feedback_change(id int, helpful bool, reason int, comment text, now instant) exec
UPDATE article_feedback SET helpful = :helpful, reason = :reason, comment = :comment, created_at = :now, done_at = NULL
 WHERE id = :id;

-- query article_feedback_visitors(article article_id, since instant) one (of_article int, of_all int)
SELECT (SELECT count(*) FROM article_feedback WHERE visit IS NOT NULL AND created_at >= :since AND article_id = :article) AS of_article,
       (SELECT count(*) FROM article_feedback WHERE visit IS NOT NULL AND created_at >= :since) AS of_all;

-- query article_feedback_count(article article_id, helpful int, unhelpful int) exec
UPDATE article SET helpful = helpful + :helpful, unhelpful = unhelpful + :unhelpful WHERE id = :article;

-- query article_versions(article article_id) many (version int, title text, author_name text?, note text, created_at instant)
SELECT v.version, v.title, p.name AS author_name, v.note, v.created_at
  FROM article_version v LEFT JOIN person p ON p.id = v.author_id
 WHERE v.article_id = :article ORDER BY v.version DESC LIMIT 500;
