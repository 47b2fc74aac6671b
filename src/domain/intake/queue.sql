-- query intake_insert(attachment attachment_id, now instant) exec
INSERT INTO intake (attachment_id, state, queued_at) VALUES (:attachment, 0, :now);
