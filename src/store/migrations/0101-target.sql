-- Response targets: how soon a case is answered, told of again and restored
-- (domain/target). Apart from the ladder, which has no calendar.
CREATE TABLE work_calendar (
	id          @id,
	name        text NOT NULL UNIQUE,
	zone        text NOT NULL,                -- IANA name
	changed_at  instant NOT NULL,
	changed_by  int REFERENCES person(id)
);

CREATE TABLE work_hours (
	calendar_id  int NOT NULL REFERENCES work_calendar(id),
	weekday      int NOT NULL,                -- 0 Monday
	opens        int NOT NULL,                -- minutes since midnight, local
	closes       int NOT NULL,
	PRIMARY KEY (calendar_id, weekday, opens)
);

CREATE TABLE work_holiday (
	calendar_id  int NOT NULL REFERENCES work_calendar(id),
	day          text NOT NULL,               -- '2026-12-25'
	PRIMARY KEY (calendar_id, day)
);

-- A row never changes: another follows it, and its end makes the history.
CREATE TABLE target_policy (
	id           @id,
	priority     int NOT NULL,
	tier         text NOT NULL DEFAULT '',    -- of the contract; '': all others
	response_s   int NOT NULL,                -- 0: no such target
	update_s     int NOT NULL,
	restore_s    int NOT NULL,
	calendar_id  int REFERENCES work_calendar(id), -- NULL: around the clock
	pauses       int NOT NULL,                -- bits of enum casefile_status
	created_at   instant NOT NULL,
	created_by   int REFERENCES person(id),
	ended_at     instant,
	ended_by     int REFERENCES person(id)
);
CREATE UNIQUE INDEX target_policy_now ON target_policy (priority, tier) WHERE ended_at IS NULL;

-- @scoped
CREATE TABLE casefile_target (
	casefile_id    int NOT NULL REFERENCES casefile(id),
	kind           int NOT NULL,              -- enum target_kind
	policy_id      int NOT NULL REFERENCES target_policy(id),
	allowed_s      int NOT NULL,
	started_at     instant NOT NULL,          -- of this round
	spent_us       int NOT NULL DEFAULT 0,    -- before running_since
	running_since  instant,                   -- NULL: paused or over
	due_at         instant,                   -- NULL: paused or over
	met_at         instant,
	missed_at      instant,                   -- when it fell due without being met
	rounds_met     int NOT NULL DEFAULT 0,    -- of updates, which come again
	rounds_missed  int NOT NULL DEFAULT 0,
	PRIMARY KEY (casefile_id, kind)
);
CREATE INDEX casefile_target_due ON casefile_target (due_at) WHERE due_at IS NOT NULL AND missed_at IS NULL;
