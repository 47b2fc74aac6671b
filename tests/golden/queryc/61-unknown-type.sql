-- query a(x integer) one (x int)
SELECT :x;
