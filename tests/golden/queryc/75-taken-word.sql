-- query a(cx int) one (x int)
SELECT :cx;
