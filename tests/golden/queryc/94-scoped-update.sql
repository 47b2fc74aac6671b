-- query a(size int) exec
UPDATE casefile SET size = :size;
