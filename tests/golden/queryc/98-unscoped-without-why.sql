-- query a() changes
-- unscoped:
DELETE FROM casefile;
