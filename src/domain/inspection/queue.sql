-- query inspection_insert(attachment attachment_id, now instant) exec
INSERT INTO inspection (attachment_id, state, queued_at) VALUES (:attachment, 0, :now);
