-- Product documentation: sets, their releases, pages.

CREATE TABLE manual (
	id            @id,
	slug          text NOT NULL UNIQUE,          -- 'beamos': /docs/beamos
	title         text NOT NULL,
	description   text NOT NULL DEFAULT '',
	product_id    int REFERENCES product(id),
	software      text NOT NULL DEFAULT '',      -- whose releases say when support ends
	audience      int NOT NULL,                  -- one bit of enum audience
	language      text NOT NULL DEFAULT 'en',
	base          text NOT NULL DEFAULT '',      -- where an older site had it: '/calico'
	rules_hash    blob,                          -- of its redirects, as imported
	changed_at    instant NOT NULL
);

CREATE TABLE manual_release (
	id          @id,
	manual_id   int NOT NULL REFERENCES manual(id),
	name        text NOT NULL,                   -- '24.2R1'
	position    int NOT NULL,                    -- later is larger; the largest is the latest
	tree_hash   blob,                            -- of its tree, as imported
	pages       int NOT NULL DEFAULT 0,
	changed_at  instant NOT NULL,
	UNIQUE (manual_id, name)
);

CREATE TABLE manual_page (
	id           @id,
	release_id   int NOT NULL REFERENCES manual_release(id),
	path         text NOT NULL,                  -- of its address; '' is the first page
	title        text NOT NULL,
	description  text NOT NULL DEFAULT '',
	source       text NOT NULL,                  -- its file in the release
	source_hash  blob NOT NULL,
	body         text NOT NULL,                  -- as written
	markup       text NOT NULL,                  -- made of it once
	helpful      int NOT NULL DEFAULT 0,
	unhelpful    int NOT NULL DEFAULT 0,
	changed_at   instant NOT NULL,
	UNIQUE (release_id, path)
);
CREATE INDEX manual_page_by_path ON manual_page (path, release_id);

-- What the search finds: a heading and the text below it. Position 0 stands before the first.
CREATE TABLE manual_section (
	id        @id,
	page_id   int NOT NULL REFERENCES manual_page(id),
	position  int NOT NULL,
	level     int NOT NULL,
	heading   text NOT NULL DEFAULT '',
	anchor    text NOT NULL DEFAULT '',
	words     text NOT NULL,
	UNIQUE (page_id, position)
);

-- The tree of a release in the order of reading.
CREATE TABLE manual_node (
	release_id  int NOT NULL REFERENCES manual_release(id),
	position    int NOT NULL,
	depth       int NOT NULL,
	label       text NOT NULL,
	page_id     int REFERENCES manual_page(id),
	url         text NOT NULL DEFAULT '',        -- elsewhere; neither: a heading
	PRIMARY KEY (release_id, position)
);
CREATE INDEX manual_node_by_page ON manual_node (page_id);

-- Where pages went: for old addresses, and from one release to another.
CREATE TABLE manual_redirect (
	manual_id  int NOT NULL REFERENCES manual(id),
	release    text NOT NULL DEFAULT '',         -- '' any
	path       text NOT NULL,                    -- in the release; 'old/*' is all below it
	target     text NOT NULL,                    -- the same, or a URL; ':splat' is what '*' was
	PRIMARY KEY (manual_id, path, release)
);
CREATE INDEX manual_redirect_by_target ON manual_redirect (manual_id, target);

-- Commands and error messages that pages mark.
CREATE TABLE manual_mark (
	page_id  int NOT NULL REFERENCES manual_page(id),
	kind     int NOT NULL,                       -- enum manual_mark_kind
	term     text NOT NULL,
	anchor   text NOT NULL DEFAULT '',
	PRIMARY KEY (page_id, kind, term)
);

CREATE TABLE manual_file (
	manual_id  int NOT NULL REFERENCES manual(id),
	sha256     blob NOT NULL,
	name       text NOT NULL,
	type       text NOT NULL,
	size       int NOT NULL,
	PRIMARY KEY (manual_id, sha256)
);

CREATE TABLE manual_feedback (
	id          @id,
	page_id     int REFERENCES manual_page(id),
	manual_id   int NOT NULL REFERENCES manual(id),
	release     text NOT NULL,
	path        text NOT NULL,
	person_id   int REFERENCES person(id),
	helpful     int NOT NULL,
	comment     text NOT NULL DEFAULT '',
	created_at  instant NOT NULL,
	done_at     instant
);
CREATE INDEX manual_feedback_open ON manual_feedback (done_at, manual_id);
