-- Whether a row names a stored file: asked of each before it is removed.
CREATE INDEX upload_by_hash ON upload (sha256);
CREATE INDEX mail_in_by_hash ON mail_in (sha256);
CREATE INDEX mail_in_part_by_hash ON mail_in_part (sha256);
CREATE INDEX article_file_by_hash ON article_file (sha256);
CREATE INDEX manual_file_by_hash ON manual_file (sha256);
