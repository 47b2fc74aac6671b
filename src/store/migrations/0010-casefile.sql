-- Cases. An entry's id is casefile_id * 2^20 + its number in the case, so that the
-- entries of a case lie together on disk and are read by one range.

CREATE TABLE queue (
	id        @id,
	name      text NOT NULL UNIQUE,
	family    text NOT NULL DEFAULT '',         -- takes new cases of this product family
	team_id   int REFERENCES team(id)
);

-- @scoped
CREATE TABLE casefile (
	id                 @id,
	number             text NOT NULL UNIQUE,     -- '2026-1123-0042'
	organisation_id    int REFERENCES organisation(id),
	contact_id         int NOT NULL REFERENCES person(id),
	site_id            int REFERENCES site(id),
	product_id         int REFERENCES product(id),
	release_id         int REFERENCES release(id),
	release_text       text NOT NULL DEFAULT '', -- as typed, when not a known release
	asset_id           int REFERENCES asset(id),
	serial             text NOT NULL DEFAULT '', -- as typed, normalised
	contract_id        int REFERENCES contract(id),
	entitlement        int NOT NULL,             -- enum entitlement, as found at opening
	priority           int NOT NULL,             -- 1 to 4
	status             int NOT NULL,             -- enum casefile_status
	is_open            int NOT NULL DEFAULT 1,   -- neither resolved nor closed
	summary            text NOT NULL,            -- brief description
	impact             text NOT NULL,
	language           text NOT NULL DEFAULT 'en',
	channel            int NOT NULL,             -- enum casefile_channel
	owner_id           int REFERENCES person(id),
	owned_since        instant,
	queue_id           int NOT NULL REFERENCES queue(id),
	reported_at        instant NOT NULL,
	opened_at          instant NOT NULL,         -- when the row was made
	first_response_at  instant,
	resolved_at        instant,
	closed_at          instant,
	changed_at         instant NOT NULL,
	status_since       instant NOT NULL,
	ours_us            int NOT NULL DEFAULT 0,   -- time waited on us, customer, others
	customer_us        int NOT NULL DEFAULT 0,
	other_us           int NOT NULL DEFAULT 0,
	entry_count        int NOT NULL DEFAULT 0,
	public_count       int NOT NULL DEFAULT 0,
	file_count         int NOT NULL DEFAULT 0,
	last_entry_at      instant,
	last_customer_at   instant,                  -- when the customer last wrote
	last_staff_at      instant,
	next_rung          int NOT NULL DEFAULT 0,   -- kept by escalation; 0 none
	next_due_at        instant NOT NULL DEFAULT 9223372036854775807, -- never
	next_action        text NOT NULL DEFAULT '', -- and by when: for the brief
	next_action_at     instant,
	merged_into        int REFERENCES casefile(id),
	version            int NOT NULL DEFAULT 1
);
CREATE INDEX casefile_by_owner ON casefile (owner_id, is_open, next_due_at, id);
CREATE INDEX casefile_by_queue ON casefile (queue_id, is_open, next_due_at, id);
CREATE INDEX casefile_by_open ON casefile (is_open, next_due_at, id);
CREATE INDEX casefile_by_status ON casefile (status, is_open, next_due_at, id);
CREATE INDEX casefile_by_priority ON casefile (priority, is_open, next_due_at, id);
CREATE INDEX casefile_by_product ON casefile (product_id, is_open, next_due_at, id);
CREATE INDEX casefile_by_organisation ON casefile (organisation_id, changed_at, id);
CREATE INDEX casefile_by_contact ON casefile (contact_id, changed_at, id);
CREATE INDEX casefile_by_serial ON casefile (serial, changed_at);

-- @scoped
CREATE TABLE entry (
	id           int PRIMARY KEY,                -- casefile_id * 2^20 + number
	casefile_id  int NOT NULL REFERENCES casefile(id),
	kind         int NOT NULL,                   -- enum entry_kind
	public       int NOT NULL,                   -- the customer may read it
	author_id    int REFERENCES person(id),      -- NULL: the program
	by_staff     int NOT NULL,
	created_at   instant NOT NULL,
	text         text NOT NULL,                  -- Markdown as written; JSON of a field change
	markup       text NOT NULL DEFAULT '',       -- made from it once
	phone        text NOT NULL DEFAULT '',       -- calls: number, direction, length
	outgoing     int NOT NULL DEFAULT 0,
	seconds      int NOT NULL DEFAULT 0,
	redacted_at  instant,
	redacted_by  int REFERENCES person(id)
);

CREATE TABLE casefile_watcher (
	casefile_id  int NOT NULL REFERENCES casefile(id),
	person_id    int NOT NULL REFERENCES person(id),
	PRIMARY KEY (casefile_id, person_id)
);
CREATE INDEX casefile_watcher_by_person ON casefile_watcher (person_id);

-- Who besides the desk may read a case: the one place that says so.
CREATE VIEW casefile_reader AS
SELECT c.id AS casefile_id, m.person_id AS person_id
  FROM casefile c JOIN membership m ON m.organisation_id = c.organisation_id
 WHERE m.sees_all = 1 OR c.contact_id = m.person_id
    OR (m.sees_all = 2 AND m.site_id = c.site_id)
    OR EXISTS (SELECT 1 FROM casefile_watcher w
                WHERE w.casefile_id = c.id AND w.person_id = m.person_id)
UNION ALL
SELECT c.id, c.contact_id FROM casefile c WHERE c.organisation_id IS NULL;

CREATE TABLE casefile_alias (
	number       text PRIMARY KEY,
	casefile_id  int NOT NULL REFERENCES casefile(id)
);

CREATE TABLE casefile_link (
	casefile_id  int NOT NULL REFERENCES casefile(id),
	kind         int NOT NULL,                   -- enum casefile_link_kind
	target       text NOT NULL,                  -- 'KB31842', a case number, a defect
	target_id    int NOT NULL DEFAULT 0,
	created_at   instant NOT NULL,
	created_by   int REFERENCES person(id),
	PRIMARY KEY (casefile_id, kind, target)
);
CREATE INDEX casefile_link_by_target ON casefile_link (kind, target);

-- @scoped
CREATE TABLE attachment (
	id           @id,
	casefile_id  int NOT NULL REFERENCES casefile(id),
	entry_id     int NOT NULL REFERENCES entry(id),
	name         text NOT NULL,
	type         text NOT NULL,
	size         int NOT NULL,
	sha256       blob NOT NULL,
	public       int NOT NULL,
	created_at   instant NOT NULL,
	created_by   int REFERENCES person(id),
	redacted_at  instant
);
CREATE INDEX attachment_by_casefile ON attachment (casefile_id, id);
CREATE INDEX attachment_by_hash ON attachment (sha256);

-- A file that is being sent: bytes so far are in the data folder.
CREATE TABLE upload (
	id           @id,
	secret_hash  blob NOT NULL UNIQUE,           -- names it in URLs
	person_id    int NOT NULL REFERENCES person(id),
	casefile_id  int REFERENCES casefile(id),    -- NULL: for a case not yet opened
	name         text NOT NULL,
	size         int NOT NULL,
	sha256       blob,                           -- when finished
	created_at   instant NOT NULL,
	finished_at  instant,
	attached_at  instant
);

CREATE TABLE draft (
	person_id    int NOT NULL REFERENCES person(id),
	casefile_id  int NOT NULL REFERENCES casefile(id),
	kind         int NOT NULL,
	text         text NOT NULL,
	changed_at   instant NOT NULL,
	PRIMARY KEY (person_id, casefile_id)
);

-- POSTs that carried an Idempotency-Key: the reply given, for a day.
CREATE TABLE idempotency (
	person_id     int NOT NULL,
	token         text NOT NULL,
	request_hash  blob NOT NULL,
	status        int NOT NULL,
	location      text NOT NULL,
	body          text NOT NULL,
	created_at    instant NOT NULL,
	PRIMARY KEY (person_id, token)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);
