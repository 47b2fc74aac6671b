-- query a(x int one (x int)
SELECT :x;
