-- query a() exec
DROP TABLE person;
