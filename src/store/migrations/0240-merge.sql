-- What a merge changed, so that it can be taken back, and whose copy an entry is.
CREATE TABLE casefile_merge (
	away_id            int PRIMARY KEY REFERENCES casefile(id),
	into_id            int NOT NULL REFERENCES casefile(id),
	merged_at          instant NOT NULL,
	copied             int NOT NULL,             -- entries; into_id has them after its into_entries
	-- as both were before
	into_entries       int NOT NULL,
	into_public        int NOT NULL,
	into_files         int NOT NULL,
	into_priority      int NOT NULL,
	away_files         int NOT NULL,
	away_status        int NOT NULL,
	away_since         instant NOT NULL,
	away_resolved_at   instant,
	away_closed_at     instant,
	away_ours_us       int NOT NULL,
	away_customer_us   int NOT NULL,
	away_other_us      int NOT NULL,
	-- entries of both after it: whoever finds others knows that they went on
	into_after         int NOT NULL DEFAULT 0,
	away_after         int NOT NULL DEFAULT 0
);
CREATE INDEX casefile_merge_by_into ON casefile_merge (into_id, into_entries);

-- Who watches the other case only since the merge.
CREATE TABLE casefile_merge_watcher (
	away_id    int NOT NULL REFERENCES casefile(id),
	person_id  int NOT NULL REFERENCES person(id),
	PRIMARY KEY (away_id, person_id)
);

-- The ladder of a case before its last merge.
CREATE TABLE escalation_kept (
	casefile_id     int PRIMARY KEY REFERENCES casefile(id),
	state           int NOT NULL,
	period          int NOT NULL,
	priority        int NOT NULL,
	waiting         int NOT NULL,
	since           instant NOT NULL,
	acc1 int NOT NULL, acc2 int NOT NULL, acc3 int NOT NULL, acc4 int NOT NULL,
	sent            int NOT NULL,
	owed            int NOT NULL,
	suppressed      int NOT NULL,
	mark1 instant, mark2 instant, mark3 instant, mark4 instant,
	policy_version  int NOT NULL
);

-- From which case one was split off, and with how many entries.
CREATE TABLE casefile_split (
	made_id    int PRIMARY KEY REFERENCES casefile(id),
	source_id  int NOT NULL REFERENCES casefile(id),
	entries    int NOT NULL
);
