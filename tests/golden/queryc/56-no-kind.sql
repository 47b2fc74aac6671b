-- query a(x int)
SELECT :x;
