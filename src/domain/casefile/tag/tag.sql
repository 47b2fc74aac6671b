-- row tag (tag text)
-- query tag_list(casefile casefile_id) many tag
SELECT tag FROM casefile_tag WHERE casefile_id = :casefile ORDER BY tag LIMIT 100;

-- query tag_put(casefile casefile_id, tag text, now instant, by person_id?) changes
INSERT INTO casefile_tag (casefile_id, tag, created_at, created_by) VALUES (:casefile, :tag, :now, :by)
ON CONFLICT (casefile_id, tag) DO NOTHING;

-- query tag_drop(casefile casefile_id, tag text) changes
DELETE FROM casefile_tag WHERE casefile_id = :casefile AND tag = :tag;
