-- query bulk_insert(person person_id, act int, now instant) one (id bulk_id)
INSERT INTO bulk (person_id, act, created_at) VALUES (:person, :act, :now) RETURNING id;

-- query bulk_one(id bulk_id, since instant) maybe (act int, undone_at instant?)
SELECT act, undone_at FROM bulk WHERE id = :id AND person_id = :viewer AND created_at > :since;

-- query bulk_set_undone(id bulk_id, now instant) changes
UPDATE bulk SET undone_at = :now WHERE id = :id AND undone_at IS NULL;

-- query bulk_step_put(bulk bulk_id, number text, casefile casefile_id?, was int, became int, tag text, refused text) exec
INSERT INTO bulk_step (bulk_id, number, casefile_id, was, became, tag, refused)
VALUES (:bulk, :number, :casefile, :was, :became, :tag, :refused)
ON CONFLICT (bulk_id, number) DO UPDATE SET refused = excluded.refused;

-- query bulk_steps(bulk bulk_id) many (number text, casefile casefile_id?, was int, became int, tag text, refused text)
SELECT number, casefile_id, was, became, tag, refused FROM bulk_step WHERE bulk_id = :bulk ORDER BY number LIMIT 100;

-- query bulk_drop_steps(person person_id, before instant) changes
DELETE FROM bulk_step WHERE bulk_id IN (SELECT id FROM bulk WHERE person_id = :person AND created_at <= :before);

-- query bulk_drop(person person_id, before instant) changes
DELETE FROM bulk WHERE person_id = :person AND created_at <= :before;

-- query bulk_drop_refused(bulk bulk_id) changes
DELETE FROM bulk_step WHERE bulk_id = :bulk AND refused <> '';
