-- query a() each (id int)
-- pipeline
SELECT id FROM person;
