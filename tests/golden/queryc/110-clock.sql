-- query a() one (at instant)
SELECT now();
