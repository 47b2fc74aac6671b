-- query a() one (x int)

-- query b() one (x int)
SELECT 2;
