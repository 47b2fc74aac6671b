-- query a(size int) exec
INSERT INTO casefile (size) VALUES (:size);
