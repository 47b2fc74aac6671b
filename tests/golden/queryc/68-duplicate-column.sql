-- query a() one (x int, y int, x int)
SELECT 1, 2, 3;
