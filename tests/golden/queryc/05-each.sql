-- query person_each(after person_id) each (id person_id, name text)
SELECT id, name FROM person WHERE id > :after ORDER BY id;
