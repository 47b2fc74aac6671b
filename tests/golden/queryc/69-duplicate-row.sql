-- row thing (x int)
-- query a() one thing
SELECT 1;
-- row thing (x int)
