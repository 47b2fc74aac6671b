-- query a() exec (x int)
DELETE FROM person;
