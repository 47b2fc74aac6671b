-- query a() one (x int)
SELECT $1;
