-- query a() one (x int)
-- named
SELECT 1;
