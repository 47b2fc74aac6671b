-- A translation says which version of its article (article.translation_of) it was made from.
ALTER TABLE article ADD COLUMN translated_version int NOT NULL DEFAULT 0;
CREATE INDEX article_by_translation ON article (translation_of, language);
