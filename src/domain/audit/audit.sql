-- query audit_head() maybe (hash blob, count int)
SELECT hash, count FROM audit_head WHERE one = 1;

-- query audit_head_put(hash blob, count int) exec
INSERT INTO audit_head (one, hash, count) VALUES (1, :hash, :count)
ON CONFLICT (one) DO UPDATE SET hash = excluded.hash, count = excluded.count;

-- query audit_insert(at instant, actor person_id, act text, kind text, object int, detail text, previous blob, hash blob) exec
INSERT INTO audit (at, actor_id, act, object_kind, object_id, detail, previous, hash)
VALUES (:at, :actor, :act, :kind, :object, :detail, :previous, :hash);

-- row audit_event (id audit_id, at instant, actor person_id, act text, kind text, object int, detail text, previous blob, hash blob, actor_name text?, object_name text?)
-- query audit_each() each audit_event
SELECT id, at, actor_id, act, object_kind, object_id, detail, previous, hash, NULL, NULL FROM audit ORDER BY id;

-- query audit_list(before audit_id, find text, limit int) many audit_event
SELECT a.id, a.at, a.actor_id, a.act, a.object_kind, a.object_id, a.detail, a.previous, a.hash,
       p.name AS actor_name, o.name AS object_name
  FROM audit a LEFT JOIN person p ON p.id = a.actor_id
  LEFT JOIN person o ON o.id = a.object_id AND a.object_kind = 'person'
 WHERE a.id < :before AND (:find = '' OR a.act LIKE :find || '%') ORDER BY a.id DESC LIMIT :limit;
