-- query a(x int) exec
INSERT OR IGNORE INTO person (id) VALUES (:x);
