-- query a() one (x int)
SELECT * FROM person LIMIT 1;
