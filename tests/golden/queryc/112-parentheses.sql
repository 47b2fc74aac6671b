-- query a() one (x int)
SELECT (1 + (2);
