-- query a() many (id int)
SELECT id FROM person LIMIT -1;
