-- What the index has yet to look at; each node follows it from where it is.
CREATE TABLE index_outbox (
	id         @id,
	kind       int NOT NULL,      -- enum search_kind
	object_id  int NOT NULL,
	at         instant NOT NULL
);
