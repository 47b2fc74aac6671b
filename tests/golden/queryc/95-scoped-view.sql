-- query a() one (id casefile_id)
SELECT id FROM open_casefile LIMIT 1;
