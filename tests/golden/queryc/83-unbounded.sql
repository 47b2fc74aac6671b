-- query a() many (id int)
SELECT id FROM person WHERE id IN (SELECT id FROM person LIMIT 5);
