-- A mail that should have been signed and went out as it was: why.

ALTER TABLE outgoing ADD COLUMN unsigned_why text NOT NULL DEFAULT '';
CREATE INDEX outgoing_unsigned ON outgoing (sent_at) WHERE unsigned_why <> '';
