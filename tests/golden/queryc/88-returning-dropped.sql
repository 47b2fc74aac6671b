-- query a() changes
DELETE FROM person RETURNING id;
