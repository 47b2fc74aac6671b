-- query a(x int,
--	y int) one (x int)
SELECT :x /* :y */;
