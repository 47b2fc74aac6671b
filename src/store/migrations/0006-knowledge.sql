-- Knowledge base. The published version stays live while a draft is edited.

CREATE TABLE article (
	id                 @id,
	number             text NOT NULL UNIQUE,     -- 'KB31842'
	type               int NOT NULL,             -- enum article_type
	slug               text NOT NULL,
	title              text NOT NULL,            -- of the published version, else of the draft
	summary            text NOT NULL DEFAULT '', -- the short answer, plain text
	language           text NOT NULL DEFAULT 'en',
	translation_of     int REFERENCES article(id),
	state              int NOT NULL,             -- enum article_state
	confidence         int NOT NULL,             -- enum article_confidence
	audience           int NOT NULL,             -- one bit of enum audience
	governance         int NOT NULL,             -- enum article_governance
	owner_id           int REFERENCES person(id),
	published_version  int NOT NULL DEFAULT 0,   -- article_version.version; 0 none
	latest_version     int NOT NULL DEFAULT 0,
	created_at         instant NOT NULL,
	changed_at         instant NOT NULL,
	published_at       instant,
	review_at          instant,
	forward_to         int REFERENCES article(id), -- merged or retired: where it went
	issue_state        int NOT NULL DEFAULT 0,   -- enum article_issue: known issues only
	fixed_in           text NOT NULL DEFAULT '',
	helpful            int NOT NULL DEFAULT 0,
	unhelpful          int NOT NULL DEFAULT 0,
	views              int NOT NULL DEFAULT 0,
	links              int NOT NULL DEFAULT 0,   -- from cases
	source             text UNIQUE,              -- import: where it came from
	source_hash        blob
);
CREATE INDEX article_by_state ON article (state, type, published_at);
CREATE INDEX article_by_review ON article (review_at);

CREATE TABLE article_version (
	article_id   int NOT NULL REFERENCES article(id),
	version      int NOT NULL,
	title        text NOT NULL,
	summary      text NOT NULL DEFAULT '',
	author_id    int REFERENCES person(id),
	note         text NOT NULL DEFAULT '',
	created_at   instant NOT NULL,
	PRIMARY KEY (article_id, version)
);

-- Text as written, and the markup made from it once, when it was written.
CREATE TABLE article_section (
	article_id   int NOT NULL,
	version      int NOT NULL,
	position     int NOT NULL,
	kind         int NOT NULL,                   -- enum article_part
	heading      text NOT NULL DEFAULT '',
	anchor       text NOT NULL DEFAULT '',
	markdown     text NOT NULL,
	markup       text NOT NULL,
	PRIMARY KEY (article_id, version, position),
	FOREIGN KEY (article_id, version) REFERENCES article_version(article_id, version)
);

CREATE TABLE article_applies (
	article_id    int NOT NULL REFERENCES article(id),
	position      int NOT NULL,
	product_id    int REFERENCES product(id),
	product_name  text NOT NULL,
	release_from  text NOT NULL DEFAULT '',
	release_to    text NOT NULL DEFAULT '',
	PRIMARY KEY (article_id, position)
);
CREATE INDEX article_applies_by_product ON article_applies (product_id, article_id);

CREATE TABLE article_keyword (
	article_id  int NOT NULL REFERENCES article(id),
	keyword     text NOT NULL,                   -- words, error strings, defects
	kind        int NOT NULL DEFAULT 0,          -- enum article_keyword_kind
	PRIMARY KEY (article_id, kind, keyword)
);

-- Numbers and paths that lead to an article for ever.
CREATE TABLE article_redirect (
	path        text PRIMARY KEY,                -- '/old/path', or a foreign number 'KB1234'
	article_id  int REFERENCES article(id),
	target      text NOT NULL DEFAULT ''         -- when not to an article
);
CREATE INDEX article_redirect_by_article ON article_redirect (article_id);

CREATE TABLE article_related (
	article_id  int NOT NULL REFERENCES article(id),
	related_id  int NOT NULL REFERENCES article(id),
	PRIMARY KEY (article_id, related_id)
);

CREATE TABLE article_feedback (
	id          @id,
	article_id  int NOT NULL REFERENCES article(id),
	version     int NOT NULL,
	person_id   int REFERENCES person(id),
	helpful     int NOT NULL,
	reason      int NOT NULL DEFAULT 0,          -- enum feedback_reason
	comment     text NOT NULL DEFAULT '',
	created_at  instant NOT NULL,
	done_at     instant
);
CREATE INDEX article_feedback_open ON article_feedback (done_at, article_id);

-- Counters by name: article numbers, case numbers by day.
CREATE TABLE counter (
	name   text PRIMARY KEY,
	value  int NOT NULL
);

-- Files that articles show: pictures of an import.
CREATE TABLE article_file (
	path    text PRIMARY KEY,                    -- as the source names it
	sha256  blob NOT NULL,
	type    text NOT NULL,
	size    int NOT NULL
);
