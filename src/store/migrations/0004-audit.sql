-- Append-only, hash-chained: each row's hash covers its content and the hash before it.
CREATE TABLE audit (
	id           @id,
	at           instant NOT NULL,
	actor_id     int NOT NULL DEFAULT 0,       -- 0: the program or a visitor
	act          text NOT NULL,                -- 'session.signed-in', 'person.roles-changed'
	object_kind  text NOT NULL DEFAULT '',
	object_id    int NOT NULL DEFAULT 0,
	detail       text NOT NULL DEFAULT '',     -- JSON
	previous     blob NOT NULL,
	hash         blob NOT NULL
);
CREATE INDEX audit_by_object ON audit (object_kind, object_id, id);
CREATE INDEX audit_by_actor ON audit (actor_id, id);

CREATE TABLE audit_head (
	one   int PRIMARY KEY,                     -- always 1
	hash  blob NOT NULL,
	count int NOT NULL
);
