-- query article_find_ids(after int, limit int) many (id int)
SELECT id FROM article WHERE id > :after AND state = 3 AND forward_to IS NULL ORDER BY id LIMIT :limit;

-- query article_find_count() one (n int)
SELECT count(*) FROM article WHERE state = 3;
