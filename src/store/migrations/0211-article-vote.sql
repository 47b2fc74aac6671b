-- Who is not signed in says once a visit whether an article helped.
ALTER TABLE article_feedback ADD COLUMN visit blob;
CREATE UNIQUE INDEX article_feedback_by_visit ON article_feedback (article_id, visit);
CREATE INDEX article_feedback_of_visitors ON article_feedback (created_at, article_id) WHERE visit IS NOT NULL;
