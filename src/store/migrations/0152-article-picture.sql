-- Pictures that articles show; who may read the article may see them.
CREATE TABLE article_picture (
	article_id  int NOT NULL REFERENCES article(id),
	sha256      blob NOT NULL,
	name        text NOT NULL,              -- as it was sent
	type        text NOT NULL,              -- as its bytes say
	size        int NOT NULL,
	person_id   int REFERENCES person(id),
	created_at  instant NOT NULL,
	PRIMARY KEY (article_id, sha256)
);
CREATE INDEX article_picture_by_hash ON article_picture (sha256);
