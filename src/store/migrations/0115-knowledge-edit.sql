-- What follows an article's published version, until it is published itself.
CREATE TABLE article_draft (
	article_id  int PRIMARY KEY REFERENCES article(id),
	version     int NOT NULL,                    -- of article_version
	state       int NOT NULL,                    -- enum article_draft
	publish_at  instant,                         -- when it is scheduled
	changed_by  int REFERENCES person(id),
	changed_at  instant NOT NULL
);
CREATE INDEX article_draft_by_state ON article_draft (state, publish_at, article_id);

-- All of a version but its sections, so that it can be shown, compared and published.
CREATE TABLE article_details (
	article_id  int NOT NULL,
	version     int NOT NULL,
	details     text NOT NULL,                   -- JSON: domain/knowledge/edit/details.c
	PRIMARY KEY (article_id, version),
	FOREIGN KEY (article_id, version) REFERENCES article_version(article_id, version)
);

-- Articles that retire by themselves.
CREATE TABLE article_end (
	article_id  int PRIMARY KEY REFERENCES article(id),
	ends_at     instant NOT NULL
);
CREATE INDEX article_end_by_time ON article_end (ends_at, article_id);
