-- query a() many (id int)
-- bounded
SELECT id FROM person;
