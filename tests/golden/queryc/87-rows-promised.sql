-- query a() one (id int)
DELETE FROM person;
