-- query counter_next(name text) one (value int)
INSERT INTO counter (name, value) VALUES (:name, 1)
ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value;

-- query outbox_take(at instant, limit int) many (id outbox_id, sent_at instant)
-- bounded: by the inner LIMIT
UPDATE outbox SET sent_at = :at
 WHERE id IN (SELECT id FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT :limit)
RETURNING id, sent_at;
