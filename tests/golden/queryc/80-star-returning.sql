-- query a() one (x int)
INSERT INTO counter (name) VALUES ('a') RETURNING *;
