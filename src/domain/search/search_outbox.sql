-- query index_outbox_add(kind int, object int, now instant) exec
INSERT INTO index_outbox (kind, object_id, at) VALUES (:kind, :object, :now);

-- query index_outbox_after(after int, limit int) many (id int, kind int, object int)
SELECT id, kind, object_id AS object FROM index_outbox WHERE id > :after ORDER BY id LIMIT :limit;

-- query index_outbox_last() one (id int)
SELECT COALESCE(max(id), 0) AS id FROM index_outbox;

-- query index_outbox_trim(upto int) exec
DELETE FROM index_outbox WHERE id <= :upto;
