-- query a() one (x int)
-- @sqlite
SELECT :viewer;
-- @postgres
SELECT 1;
