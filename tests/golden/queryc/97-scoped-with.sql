-- query a() one (n int)
WITH c AS (SELECT id FROM casefile) SELECT count(*) FROM c;
