-- query a(x int) one thing
SELECT :x;
