-- Who is signed in has one answer a version, and may change it.
CREATE INDEX article_feedback_by_person ON article_feedback (person_id, article_id, version);
