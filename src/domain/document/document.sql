-- include "domain/search/document.h"

-- row document (id document_id, name text, kind enum search_kind, title text, body text, audience enum audience, product text, release text, language text, solved bool, dated_at instant?)

-- query document_load(id document_id) maybe document
SELECT id, name, kind, title, body, audience, product, release, language, solved, dated_at
  FROM document WHERE id = :id;

-- query document_by_name(name text) maybe document
SELECT id, name, kind, title, body, audience, product, release, language, solved, dated_at
  FROM document WHERE name = :name;

-- query document_title(id document_id) maybe (name text, kind enum search_kind, title text, audience enum audience, product text, release text, solved bool, dated_at instant?)
SELECT name, kind, title, audience, product, release, solved, dated_at FROM document WHERE id = :id;

-- query document_put(name text, kind enum search_kind, title text, body text, audience enum audience, product text, release text, language text, solved bool, dated_at instant?, now instant) one (id document_id)
-- named
INSERT INTO document (name, kind, title, body, audience, product, release, language, solved, dated_at, changed_at)
VALUES (:name, :kind, :title, :body, :audience, :product, :release, :language, :solved, :dated_at, :now)
ON CONFLICT (name) DO UPDATE
   SET kind = excluded.kind, title = excluded.title, body = excluded.body, audience = excluded.audience,
       product = excluded.product, release = excluded.release, language = excluded.language,
       solved = excluded.solved, dated_at = excluded.dated_at, changed_at = excluded.changed_at
RETURNING id;

-- query document_remove(name text) maybe (id document_id)
DELETE FROM document WHERE name = :name RETURNING id;

-- query document_ids(after int, limit int) many (id int)
SELECT id FROM document WHERE id > :after ORDER BY id LIMIT :limit;

-- query document_count() one (n int)
SELECT count(*) FROM document;
