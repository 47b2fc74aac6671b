-- query a() many (id int)
WITH gone AS (DELETE FROM person RETURNING id) SELECT id FROM gone LIMIT 5;
