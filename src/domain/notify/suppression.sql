-- row suppression (address text, cause int, why text, noted_at instant, skipped int)
-- query suppression_put(address text, cause int, why text, now instant) exec
-- unscoped: noted by the sender, or by the reader of a report
INSERT INTO suppression (address, cause, why, noted_at) VALUES (:address, :cause, :why, :now)
ON CONFLICT (address) DO UPDATE SET cause = excluded.cause, why = excluded.why, noted_at = excluded.noted_at
 WHERE suppression.cause < excluded.cause;

-- query suppression_get(address text) maybe suppression
-- unscoped: asked by the sender
SELECT address, cause, why, noted_at, skipped FROM suppression WHERE address = :address;

-- query suppression_skip(address text) exec
-- unscoped: counted by the sender
UPDATE suppression SET skipped = skipped + 1 WHERE address = :address;

-- query suppression_many(find text, after text) many suppression
-- unscoped: for administrators
SELECT address, cause, why, noted_at, skipped FROM suppression
 WHERE address > :after AND (:find = '' OR replace(address, :find, '') <> address)
 ORDER BY address LIMIT 100;

-- query suppression_remove(address text) changes
-- unscoped: by an administrator
DELETE FROM suppression WHERE address = :address;
