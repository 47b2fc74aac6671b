-- query a() one (x text)
SELECT 'it''s;
