-- query entry_add(casefile casefile_id, kind int, text text,
--	at instant?) one (id entry_id)
-- named
-- unscoped: the verb has asked whether the actor may write here
INSERT INTO remark (casefile_id, kind, text, created_at) VALUES (:casefile, :kind, :text, :at)
RETURNING id;
