-- query person_rename(id person_id, name text) changes
UPDATE person SET name = :name WHERE id = :id;

-- query person_remove(id person_id) exec
DELETE FROM person WHERE id = :id;
