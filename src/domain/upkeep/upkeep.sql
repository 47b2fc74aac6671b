-- query file_is_named(sha256 blob) maybe (named int)
-- unscoped: only whether any row names it
SELECT 1 WHERE EXISTS (SELECT 1 FROM attachment WHERE sha256 = :sha256 AND redacted_at IS NULL)
            OR EXISTS (SELECT 1 FROM disclosure_file WHERE sha256 = :sha256)
            OR EXISTS (SELECT 1 FROM upload WHERE sha256 = :sha256)
            OR EXISTS (SELECT 1 FROM mail_in WHERE sha256 = :sha256)
            OR EXISTS (SELECT 1 FROM mail_in_part WHERE sha256 = :sha256)
            OR EXISTS (SELECT 1 FROM article_picture WHERE sha256 = :sha256)
            OR EXISTS (SELECT 1 FROM manual_file WHERE sha256 = :sha256);
