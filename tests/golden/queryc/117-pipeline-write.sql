-- query a() one (id int)
-- pipeline
DELETE FROM person RETURNING id;
