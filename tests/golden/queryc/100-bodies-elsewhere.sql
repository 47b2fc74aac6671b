-- query a() one (x int)
-- @sqlite
SELECT 1;
-- @postgres
SELECT 2;
