-- query a() one (x int)
SELECT 1

-- query b() one (x int)
SELECT 2;
