-- query case_each() each (x int)
SELECT 1;

-- query case_each_open() one (x int)
SELECT 2;
