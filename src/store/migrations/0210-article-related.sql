-- Related articles in their author's order, and found from either side.
ALTER TABLE article_related ADD COLUMN position int NOT NULL DEFAULT 0;
CREATE INDEX article_related_by_related ON article_related (related_id, article_id);
