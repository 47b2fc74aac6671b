-- row lesson_use (number text, summary text, status int, at instant)
-- query lesson_uses(article text, limit int) many lesson_use
-- unscoped: for the desk, which sees every case
SELECT c.number, c.summary, c.status, l.created_at AS at
  FROM casefile_link l JOIN casefile c ON c.id = l.casefile_id
 WHERE l.kind = 2 AND l.target = :article ORDER BY l.created_at DESC, c.id DESC LIMIT :limit;

-- query lesson_use_count(article text) one (count int)
SELECT count(*) AS count FROM casefile_link WHERE kind = 2 AND target = :article;
