-- query a() exec
SELECT id FROM person;
