-- query personLoad() one (x int)
SELECT 1;
