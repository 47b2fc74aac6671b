-- Support bundles: what attached files say of their device, and the secrets in them.
CREATE TABLE inspection (
	attachment_id  int PRIMARY KEY REFERENCES attachment(id),
	state          int NOT NULL,                 -- enum inspection_state
	attempts       int NOT NULL DEFAULT 0,       -- of the job at hand
	findings       text NOT NULL DEFAULT '',     -- bundle_encode
	ignored        text NOT NULL DEFAULT '',     -- numbers of secrets that are none: '3,7'
	original       int NOT NULL DEFAULT 0,       -- enum inspection_original, when redacted
	asked_by       int REFERENCES person(id),    -- who asked to redact
	copy_id        int REFERENCES attachment(id),
	queued_at      instant NOT NULL,
	done_at        instant
);
CREATE INDEX inspection_waiting ON inspection (queued_at, attachment_id) WHERE done_at IS NULL;

-- For who sent it and for administrators alone: a copy without secrets took its place.
ALTER TABLE attachment ADD COLUMN restricted_at instant;
