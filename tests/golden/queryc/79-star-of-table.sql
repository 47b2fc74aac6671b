-- query a() one (x int)
SELECT 1, p.* FROM person p LIMIT 1;
