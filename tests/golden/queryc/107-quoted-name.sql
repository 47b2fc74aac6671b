-- query a() one (id int)
SELECT "id" FROM person LIMIT 1;
