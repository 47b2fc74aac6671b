-- query article_export_numbers(after article_id, limit int) many (id article_id, number text)
SELECT id, number FROM article WHERE id > :after AND state <> 4 ORDER BY id LIMIT :limit;
