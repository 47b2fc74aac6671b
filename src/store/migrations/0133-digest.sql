-- News of cases in one mail an hour or a day, as a person likes.

CREATE TABLE notice_cadence (
	person_id  int PRIMARY KEY REFERENCES person(id),
	cadence    int NOT NULL                          -- enum notice_cadence
);

ALTER TABLE outgoing ADD COLUMN digest int NOT NULL DEFAULT 0;  -- 1: goes with others of its person
CREATE INDEX outgoing_digest ON outgoing (person_id, next_at) WHERE digest = 1;
