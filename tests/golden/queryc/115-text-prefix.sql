-- query a() one (x text)
SELECT E'\'' ; -- '
