-- query casefile_count() one (count int)
-- unscoped: a number for the metrics, of no one's cases
SELECT count(*) FROM casefile;
