-- query a() one (x int)
SELECT 1;

-- query a() one (x int)
SELECT 2;
