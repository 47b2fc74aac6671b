-- query a(x, y int) one (x int)
SELECT :x + :y;
