-- query a(x int) one (x int)
SELECT :x
 WHERE :z = 1;
