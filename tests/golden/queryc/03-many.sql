-- query person_list(after person_id, limit int) many (id person_id, name text)
SELECT id, name FROM person WHERE id > :after ORDER BY id LIMIT :limit;
