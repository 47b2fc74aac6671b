-- row history_row (id entry_id, author_name text?, created_at instant, text text)
-- query history_rows(first entry_id, before entry_id, limit int) many history_row
-- unscoped: the range is of a case that the caller has loaded for its actor
SELECT e.id, p.name AS author_name, e.created_at, e.text FROM entry e LEFT JOIN person p ON p.id = e.author_id
 WHERE e.id > :first AND e.id < :before AND e.kind = 4 ORDER BY e.id DESC LIMIT :limit;

-- row redaction (at instant, name text?, detail text)
-- query history_redactions(casefile casefile_id) many redaction
SELECT a.at, p.name, a.detail FROM audit a LEFT JOIN person p ON p.id = a.actor_id
 WHERE a.object_kind = 'casefile' AND a.object_id = :casefile AND a.act = 'entry.redacted' ORDER BY a.id DESC LIMIT 100;
