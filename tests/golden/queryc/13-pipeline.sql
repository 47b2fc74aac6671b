-- row person (id person_id, name text)

-- query person_load(id person_id) one person
-- pipeline
SELECT id, name FROM person WHERE id = :id;

-- query person_find(name text) maybe person
-- pipeline
SELECT id, name FROM person WHERE name = :name;

-- query person_first() many person
-- pipeline
SELECT id, name FROM person ORDER BY id LIMIT 10;
