-- query a() one (x int)
-- @sqlite
SELECT 1;
