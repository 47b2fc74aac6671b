-- query a() one (x int)
;
