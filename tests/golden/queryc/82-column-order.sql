-- query a() one (low int, high int)
SELECT t.high, min(low) AS low FROM t;
