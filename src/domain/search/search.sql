-- include "domain/search/document.h"

-- query index_outbox_add(kind enum search_kind, row int, now instant) exec
-- @sqlite
INSERT INTO index_outbox (stamp, kind, row_id, created_at) VALUES (0, :kind, :row, :now);
-- @postgres
INSERT INTO index_outbox (stamp, kind, row_id, created_at)
VALUES (CAST(CAST(pg_current_xact_id() AS text) AS bigint), :kind, :row, :now);

-- Kinds: an article, a case, what staff wrote in it.
-- query index_outbox_add_product(product product_id, article enum search_kind, casefile enum search_kind, entry enum search_kind, now instant) changes
-- unscoped: for the index, which asks each source for what its readers may find
-- @sqlite
INSERT INTO index_outbox (stamp, kind, row_id, created_at)
SELECT 0, :article, article_id, :now FROM article_applies WHERE product_id = :product
UNION ALL SELECT 0, :casefile, id, :now FROM casefile WHERE product_id = :product
UNION ALL SELECT 0, :entry, id, :now FROM casefile WHERE product_id = :product;
-- @postgres
INSERT INTO index_outbox (stamp, kind, row_id, created_at)
SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint), a.kind, a.id, :now
  FROM (SELECT CAST(:article AS bigint) AS kind, article_id AS id FROM article_applies WHERE product_id = :product
        UNION ALL SELECT CAST(:casefile AS bigint), id FROM casefile WHERE product_id = :product
        UNION ALL SELECT CAST(:entry AS bigint), id FROM casefile WHERE product_id = :product) a;

-- row index_change (stamp int, id int, kind enum search_kind, row_id int)

-- On SQLite all stamps are the same, and a range of (stamp, id) would be searched by the
-- stamp alone: it would read all that has been indexed before.
-- query index_outbox_after(stamp int, id int, limit int) many index_change
-- @sqlite
SELECT stamp, id, kind, row_id FROM index_outbox
 WHERE id > :id AND stamp >= :stamp
 ORDER BY id LIMIT :limit;
-- @postgres
SELECT stamp, id, kind, row_id FROM index_outbox
 WHERE (stamp, id) > (:stamp, :id)
   AND stamp < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)
 ORDER BY stamp, id LIMIT :limit;

-- query index_outbox_last() maybe (stamp int, id int)
-- @sqlite
SELECT stamp, id FROM index_outbox ORDER BY stamp DESC, id DESC LIMIT 1;
-- @postgres
SELECT stamp, id FROM index_outbox
 WHERE stamp < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)
 ORDER BY stamp DESC, id DESC LIMIT 1;

-- query index_outbox_prunable(before instant) maybe (stamp int, id int)
-- The last of all stays: it shows that an index is not ahead of its database.
SELECT stamp, id FROM index_outbox WHERE created_at < :before
 ORDER BY stamp DESC, id DESC LIMIT 1 OFFSET 1;

-- query index_outbox_prune(stamp int, id int) changes
DELETE FROM index_outbox WHERE stamp < :stamp OR (stamp = :stamp AND id <= :id);

-- query index_outbox_pruned() maybe (stamp int, id int)
SELECT stamp, id FROM index_outbox_pruned WHERE one = 1;

-- query index_outbox_set_pruned(stamp int, id int) exec
INSERT INTO index_outbox_pruned (one, stamp, id) VALUES (1, :stamp, :id)
ON CONFLICT (one) DO UPDATE SET stamp = excluded.stamp, id = excluded.id;

-- query search_memberships(person person_id) many (organisation organisation_id, site site_id?, sees int)
-- bounded: few organisations have the same member
SELECT organisation_id, site_id, sees_all FROM membership WHERE person_id = :person ORDER BY organisation_id;

-- query search_sharing(person person_id) many (organisation organisation_id)
-- bounded: few organisations name the same partner for all of their cases
SELECT s.organisation_id FROM casefile_share s
 WHERE s.ended_at IS NULL AND s.casefile_id IS NULL
   AND (s.person_id = :person OR s.partner_id IN (SELECT m.organisation_id FROM membership m WHERE m.person_id = :person))
 ORDER BY s.organisation_id;

-- query search_synonyms() many (word text, same text)
SELECT word, same FROM search_synonym ORDER BY word LIMIT 10000;

-- query search_synonym_put(word text, same text, now instant) exec
INSERT INTO search_synonym (word, same, changed_at) VALUES (:word, :same, :now)
ON CONFLICT (word) DO UPDATE SET same = excluded.same, changed_at = excluded.changed_at;

-- query search_synonym_remove(word text) changes
DELETE FROM search_synonym WHERE word = :word;
