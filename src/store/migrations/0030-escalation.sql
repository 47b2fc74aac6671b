-- The clock on which management is told about a case (domain/escalation).

-- Policies are never changed: an edit makes the next version.
CREATE TABLE escalation_policy (
	version     int PRIMARY KEY,
	from_at     instant NOT NULL,               -- no rung of it is due before
	created_by  int REFERENCES person(id),      -- NULL: came with the program
	reason      text NOT NULL DEFAULT '',
	ack1 int NOT NULL, ack2 int NOT NULL, ack3 int NOT NULL, ack4 int NOT NULL,
	pause1 int NOT NULL, pause2 int NOT NULL, pause3 int NOT NULL, pause4 int NOT NULL
);

CREATE TABLE escalation_policy_rung (
	version   int NOT NULL REFERENCES escalation_policy(version),
	priority  int NOT NULL,
	level     int NOT NULL,
	offset_s  int NOT NULL,
	PRIMARY KEY (version, priority, level)
);

INSERT INTO escalation_policy (version, from_at, reason, ack1, ack2, ack3, ack4,
	pause1, pause2, pause3, pause4)
VALUES (1, 0, 'As published.', 900, 7200, 172800, 172800, 0, 0, 0, 0);

INSERT INTO escalation_policy_rung (version, priority, level, offset_s) VALUES
	(1, 1, 1, 3600), (1, 1, 2, 7200), (1, 1, 3, 14400), (1, 1, 4, 86400),
	(1, 2, 1, 43200), (1, 2, 2, 86400), (1, 2, 3, 345600),
	(1, 3, 1, 1296000),
	(1, 4, 1, 2592000);

-- One row a case: struct ladder, when it comes next, and the end of its audit chain.
CREATE TABLE escalation (
	casefile_id     int PRIMARY KEY REFERENCES casefile(id),
	state           int NOT NULL,               -- enum ladder_state
	period          int NOT NULL,
	priority        int NOT NULL,
	waiting         int NOT NULL,
	reported_at     instant NOT NULL,
	since           instant NOT NULL,           -- acc is right at this instant
	acc1 int NOT NULL, acc2 int NOT NULL, acc3 int NOT NULL, acc4 int NOT NULL,
	sent            int NOT NULL,               -- bits of levels
	owed            int NOT NULL,
	suppressed      int NOT NULL,
	-- of a level that is owed: since when it is due; of one ahead: held until
	mark1 instant, mark2 instant, mark3 instant, mark4 instant,
	policy_version  int NOT NULL,               -- that next_due_at was derived from
	next_level      int NOT NULL,
	next_due_at     instant,
	events          int NOT NULL,
	head            blob NOT NULL
);
CREATE INDEX escalation_by_due ON escalation (next_due_at);
CREATE INDEX escalation_by_policy ON escalation (state, policy_version, casefile_id);

-- @scoped
CREATE TABLE escalation_rung (
	id           @id,
	casefile_id  int NOT NULL REFERENCES casefile(id),
	period       int NOT NULL,
	level        int NOT NULL,
	state        int NOT NULL,                  -- enum rung_state: sent or suppressed
	priority     int NOT NULL,
	manual       int NOT NULL,
	flagged      int NOT NULL,                  -- fired after the clock had stepped
	due_at       instant NOT NULL,
	fired_at     instant NOT NULL,
	raised_by    int REFERENCES person(id),     -- manual
	reason       text NOT NULL DEFAULT '',
	step         int NOT NULL DEFAULT 0,        -- enum escalation_step: the channel tried
	chase_at     instant,                       -- when the next channel is tried
	acked_at     instant,
	acked_by     int REFERENCES person(id),
	plan         text NOT NULL DEFAULT '',
	UNIQUE (casefile_id, period, level)
);
CREATE INDEX escalation_rung_by_chase ON escalation_rung (chase_at);
CREATE INDEX escalation_rung_by_time ON escalation_rung (fired_at);

-- Who was told of a rung. The link in a mail acknowledges once.
CREATE TABLE escalation_brief (
	rung_id      int NOT NULL REFERENCES escalation_rung(id),
	person_id    int NOT NULL REFERENCES person(id),
	step         int NOT NULL,
	told_at      instant NOT NULL,
	secret_hash  blob NOT NULL UNIQUE,
	used_at      instant,
	in_digest    int NOT NULL DEFAULT 0,        -- 1: waits for one
	PRIMARY KEY (rung_id, person_id)
);
CREATE INDEX escalation_brief_by_digest ON escalation_brief (in_digest, person_id);

-- The hold that stands on a level, for the ladder and the customer's page.
-- @scoped
CREATE TABLE escalation_hold (
	casefile_id  int NOT NULL REFERENCES casefile(id),
	level        int NOT NULL,
	until_at     instant NOT NULL,
	held_by      int NOT NULL REFERENCES person(id),
	held_at      instant NOT NULL,
	reason       text NOT NULL,
	PRIMARY KEY (casefile_id, level)
);

-- What happened on a ladder, for ever: id is casefile_id * 2^20 + its number from 1.
-- The hash covers the row and the hash before it; escalation.head is the last.
-- @scoped
CREATE TABLE escalation_event (
	id           int PRIMARY KEY,
	casefile_id  int NOT NULL REFERENCES casefile(id),
	at           instant NOT NULL,
	act          int NOT NULL,                  -- enum escalation_act
	level        int NOT NULL,                  -- 0: the whole ladder
	priority     int NOT NULL,                  -- after it, as state and period
	state        int NOT NULL,
	period       int NOT NULL,
	running      int NOT NULL,                  -- the stopwatches, after it
	due_at       instant,
	old_due_at   instant,
	person_id    int REFERENCES person(id),     -- NULL: the engine
	detail       text NOT NULL DEFAULT '',
	hash         blob NOT NULL
);

-- Who holds a level of management. Nobody here: everyone with the level's role.
CREATE TABLE escalation_holder (
	id         @id,
	level      int NOT NULL,
	person_id  int NOT NULL REFERENCES person(id),
	deputy_id  int REFERENCES person(id),
	from_at    instant NOT NULL,
	until_at   instant
);
CREATE INDEX escalation_holder_by_level ON escalation_holder (level, from_at);

-- On call: goes before the holder while the shift lasts.
CREATE TABLE escalation_shift (
	id         @id,
	level      int NOT NULL,
	person_id  int NOT NULL REFERENCES person(id),
	from_at    instant NOT NULL,
	until_at   instant NOT NULL
);
CREATE INDEX escalation_shift_by_level ON escalation_shift (level, until_at);

-- The last heartbeat of the engine (domain/escalation/ladder/clock.h).
CREATE TABLE escalation_clock (
	one         int PRIMARY KEY,                -- always 1
	boot_id     text NOT NULL,
	realtime    instant NOT NULL,
	boottime_us int NOT NULL,
	high_water  instant NOT NULL
);
