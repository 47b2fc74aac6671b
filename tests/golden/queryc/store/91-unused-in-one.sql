-- query a(x int) one (x int)
-- @sqlite
SELECT :x;
-- @postgres
SELECT 1;
