-- query setting_all() many (name text, value text)
-- bounded: one row at most for each entry of setting_kinds[]
SELECT name, value FROM setting ORDER BY name;

-- query setting_put(name text, value text, at instant, by person_id) exec
INSERT INTO setting (name, value, changed_at, changed_by) VALUES (:name, :value, :at, :by)
ON CONFLICT (name) DO UPDATE
   SET value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by;

-- query setting_reset(name text) changes
DELETE FROM setting WHERE name = :name;
