-- query a() one (x text)
SELECT 1 /* ;
