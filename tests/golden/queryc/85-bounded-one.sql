-- query a() one (id int)
-- bounded: by nothing
SELECT id FROM person;
