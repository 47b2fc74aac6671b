-- query a() changes
-- unscoped: it sounded safer
DELETE FROM person;
