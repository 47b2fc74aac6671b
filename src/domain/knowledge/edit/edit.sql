-- query article_draft_of(article article_id) maybe (version int, state int, publish_at instant?)
SELECT version, state, publish_at FROM article_draft WHERE article_id = :article;

-- query article_draft_put(article article_id, version int, state int, at instant?, person person_id?, now instant) exec
INSERT INTO article_draft (article_id, version, state, publish_at, changed_by, changed_at)
VALUES (:article, :version, :state, :at, :person, :now)
ON CONFLICT (article_id) DO UPDATE SET version = excluded.version, state = excluded.state,
  publish_at = excluded.publish_at, changed_by = excluded.changed_by, changed_at = excluded.changed_at;

-- query article_draft_drop(article article_id) exec
DELETE FROM article_draft WHERE article_id = :article;

-- query article_details_put(article article_id, version int, details text) exec
INSERT INTO article_details (article_id, version, details) VALUES (:article, :version, :details);

-- query article_details_of(article article_id, version int) maybe (details text)
SELECT details FROM article_details WHERE article_id = :article AND version = :version;

-- query article_version_of(article article_id, version int) maybe (title text, summary text, note text)
SELECT title, summary, note FROM article_version WHERE article_id = :article AND version = :version;

-- query article_set_fields(article article_id, language text, confidence int, governance int) exec
UPDATE article SET language = :language, confidence = :confidence, governance = :governance WHERE id = :article;

-- query article_end_put(article article_id, at instant) exec
INSERT INTO article_end (article_id, ends_at) VALUES (:article, :at)
ON CONFLICT (article_id) DO UPDATE SET ends_at = excluded.ends_at;

-- query article_end_drop(article article_id) exec
DELETE FROM article_end WHERE article_id = :article;

-- query article_draft_due(now instant, limit int) many (article article_id)
SELECT article_id FROM article_draft WHERE state = 3 AND publish_at <= :now ORDER BY publish_at, article_id LIMIT :limit;

-- query article_end_due(now instant, limit int) many (article article_id)
SELECT article_id FROM article_end WHERE ends_at <= :now ORDER BY ends_at, article_id LIMIT :limit;

-- query article_drafts(everybody bool, owner person_id, limit int) many (number text, title text, state int, version int, publish_at instant?, author_name text?, changed_at instant)
SELECT a.number, v.title, d.state, d.version, d.publish_at, p.name AS author_name, d.changed_at
  FROM article_draft d JOIN article a ON a.id = d.article_id
  JOIN article_version v ON v.article_id = d.article_id AND v.version = d.version
  LEFT JOIN person p ON p.id = d.changed_by
 WHERE d.state IN (1, 2, 3) AND (:everybody = 1 OR a.owner_id = :owner OR d.changed_by = :owner)
 ORDER BY CASE d.state WHEN 2 THEN 0 WHEN 1 THEN 1 ELSE 2 END, d.changed_at DESC, d.article_id LIMIT :limit;

-- query article_stale(everybody bool, owner person_id, now instant, limit int) many (number text, title text, owner_name text?, review_at instant?, views int, helpful int, unhelpful int)
SELECT a.number, a.title, p.name AS owner_name, a.review_at, a.views, a.helpful, a.unhelpful
  FROM article a LEFT JOIN person p ON p.id = a.owner_id
 WHERE a.review_at <= :now AND a.state = 3 AND (:everybody = 1 OR a.owner_id = :owner)
 ORDER BY a.review_at, a.id LIMIT :limit;

-- row stale_owner (person person_id, email text, locale text)
-- query article_stale_owners(now instant) many stale_owner
-- bounded: they write for the center
SELECT p.id AS person, p.email, p.locale FROM person p
 WHERE p.disabled_at IS NULL AND p.id IN
       (SELECT a.owner_id FROM article a WHERE a.review_at <= :now AND a.state = 3)
 ORDER BY p.id;

-- row reviewer (person person_id, email text, locale text)
-- query article_reviewers(authors int, asker person_id, owner person_id, limit int) many reviewer
SELECT p.id AS person, p.email, p.locale FROM person p
 WHERE p.disabled_at IS NULL AND (p.roles & 4088) <> 0 AND (p.roles & :authors) <> 0 AND p.id <> :asker
 ORDER BY CASE WHEN p.id = :owner THEN 0 ELSE 1 END, p.id LIMIT :limit;

-- query article_asked_by(article article_id) maybe (person person_id, email text, locale text, version int, title text)
SELECT p.id AS person, p.email, p.locale, d.version, v.title
  FROM article_draft d JOIN person p ON p.id = d.changed_by
  JOIN article_version v ON v.article_id = d.article_id AND v.version = d.version
 WHERE d.article_id = :article AND d.state = 2 AND p.disabled_at IS NULL;

-- query article_complaints(everybody bool, owner person_id, limit int) many (id int, number text, title text, reason int, comment text, person_name text?, created_at instant)
SELECT f.id, a.number, a.title, f.reason, f.comment, p.name AS person_name, f.created_at
  FROM article_feedback f JOIN article a ON a.id = f.article_id LEFT JOIN person p ON p.id = f.person_id
 WHERE f.done_at IS NULL AND f.helpful = 0 AND (:everybody = 1 OR a.owner_id = :owner)
 ORDER BY f.id LIMIT :limit;

-- query article_complaint_done(id int, now instant) changes
UPDATE article_feedback SET done_at = :now WHERE id = :id AND done_at IS NULL;
