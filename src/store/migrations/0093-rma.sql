-- Hardware that is replaced: what goes out, what comes back, and where it is.
CREATE TABLE rma (
	id              @id,
	number          text NOT NULL UNIQUE,          -- 'RMA-100001'
	casefile_id     int NOT NULL REFERENCES casefile(id),
	defective       text NOT NULL,                 -- serial number, normalised
	replacement     text NOT NULL DEFAULT '',
	ship_to         text NOT NULL,
	reason          text NOT NULL DEFAULT '',
	carrier         text NOT NULL DEFAULT '',
	tracking        text NOT NULL DEFAULT '',
	state           int NOT NULL,                  -- enum rma_state
	created_at      instant NOT NULL,
	created_by      int REFERENCES person(id),
	changed_at      instant NOT NULL
);
CREATE INDEX rma_by_casefile ON rma (casefile_id, id);
CREATE INDEX rma_by_defective ON rma (defective, id);
CREATE INDEX rma_by_state ON rma (state, changed_at);
