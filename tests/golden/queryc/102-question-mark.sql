-- query a() one (x int)
SELECT ?;
