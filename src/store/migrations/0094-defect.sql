-- Defects of products, the releases that fix them, and who wants to hear of it. Cases are
-- linked with them by casefile_link, kind 3.
CREATE TABLE defect (
	id           @id,
	number       text NOT NULL UNIQUE,             -- 'PR-1000001'
	title        text NOT NULL,
	description  text NOT NULL DEFAULT '',
	product_id   int REFERENCES product(id),
	state        int NOT NULL,                     -- enum defect_state
	created_at   instant NOT NULL,
	created_by   int REFERENCES person(id),
	changed_at   instant NOT NULL
);
CREATE INDEX defect_by_state ON defect (state, id);

CREATE TABLE defect_fix (
	defect_id    int NOT NULL REFERENCES defect(id),
	release_id   int NOT NULL REFERENCES release(id),
	added_at     instant NOT NULL,
	told_at      instant,                          -- that the release is out
	PRIMARY KEY (defect_id, release_id)
);
CREATE INDEX defect_fix_untold ON defect_fix (release_id, defect_id) WHERE told_at IS NULL;

CREATE TABLE defect_watcher (
	defect_id    int NOT NULL REFERENCES defect(id),
	person_id    int NOT NULL REFERENCES person(id),
	PRIMARY KEY (defect_id, person_id)
);
