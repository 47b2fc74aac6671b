-- query person_search(after person_id,
--	name text,
--	limit int) many (id person_id,
--	name text, email text,
--	created_at instant)
SELECT id, name, email, created_at
  FROM person
 WHERE id > :after AND name = :name
 LIMIT :limit;
