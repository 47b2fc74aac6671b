-- Addresses that mail is not sent to any more, and which mail told of which entry.

-- @scoped
CREATE TABLE suppression (
	address    text PRIMARY KEY,            -- lower case
	cause      int NOT NULL,                -- enum suppression_cause
	why        text NOT NULL,               -- what the server or the report said
	noted_at   instant NOT NULL,
	skipped    int NOT NULL DEFAULT 0       -- mails that were not sent for it
);
CREATE INDEX suppression_by_time ON suppression (noted_at, address);

ALTER TABLE outgoing ADD COLUMN entry_id int REFERENCES entry(id);
CREATE INDEX outgoing_by_entry ON outgoing (entry_id);
CREATE INDEX outgoing_by_state ON outgoing (state, id);
