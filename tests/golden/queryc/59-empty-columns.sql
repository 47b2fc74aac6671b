-- query a(x int) one ()
SELECT :x;
