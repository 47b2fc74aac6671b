-- query a() one (x int, y int)
SELECT max(x, 1), y, z FROM t LIMIT 1;
