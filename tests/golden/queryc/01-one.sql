-- query person_load(id person_id) one (id person_id, name text)
SELECT id, name FROM person WHERE id = :id;
