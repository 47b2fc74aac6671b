-- query a(x int, x text) one (x int)
SELECT :x;
