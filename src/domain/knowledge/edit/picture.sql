-- row article_picture (sha256 blob, name text, type text, size int)

-- query article_pictures(article article_id) many article_picture
SELECT sha256, name, type, size FROM article_picture WHERE article_id = :article ORDER BY created_at, sha256 LIMIT 200;

-- query article_picture_count(article article_id) one (n int)
SELECT count(*) AS n FROM article_picture WHERE article_id = :article;

-- query article_picture_of(article article_id, sha256 blob) maybe article_picture
SELECT sha256, name, type, size FROM article_picture WHERE article_id = :article AND sha256 = :sha256;

-- query article_picture_shown(article article_id, version int, hex text) one (n int)
SELECT count(*) AS n FROM article_section
 WHERE article_id = :article AND version = :version AND markdown LIKE '%/pictures/' || :hex || '%';

-- query article_picture_put(article article_id, sha256 blob, name text, type text, size int, person person_id?, now instant) exec
INSERT INTO article_picture (article_id, sha256, name, type, size, person_id, created_at)
VALUES (:article, :sha256, :name, :type, :size, :person, :now)
ON CONFLICT (article_id, sha256) DO NOTHING;
