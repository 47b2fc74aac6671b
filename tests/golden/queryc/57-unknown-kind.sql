-- query a(x int) some (x int)
SELECT :x;
