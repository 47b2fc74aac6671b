-- query a() one (x text)
SELECT 'ÿ';
