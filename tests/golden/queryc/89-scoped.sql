-- query a() one (id casefile_id)
SELECT id FROM casefile LIMIT 1;
