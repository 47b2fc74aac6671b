-- include "domain/account/person.sql.h"

-- row session (id session_id, person person_id, created_at instant, seen_at instant, expires_at instant, confirmed_at instant, revoked_at instant?, address text, agent text)

-- query session_by_secret(hash blob) maybe session
SELECT id, person_id, created_at, seen_at, expires_at, confirmed_at, revoked_at, address, agent
  FROM session WHERE secret_hash = :hash;

-- query session_insert(hash blob, person person_id, now instant, expires instant, address text, agent text) one (id session_id)
INSERT INTO session (secret_hash, person_id, created_at, seen_at, expires_at, confirmed_at, address, agent)
VALUES (:hash, :person, :now, :now, :expires, :now, :address, :agent) RETURNING id;

-- query session_touch(id session_id, now instant) exec
UPDATE session SET seen_at = :now WHERE id = :id;

-- query session_revoke(id session_id, person person_id, now instant) changes
UPDATE session SET revoked_at = :now WHERE id = :id AND person_id = :person AND revoked_at IS NULL;

-- query session_revoke_others(keep session_id, person person_id, now instant) changes
UPDATE session SET revoked_at = :now WHERE id <> :keep AND person_id = :person AND revoked_at IS NULL;

-- query session_list(person person_id, now instant) many session
SELECT id, person_id, created_at, seen_at, expires_at, confirmed_at, revoked_at, address, agent
  FROM session WHERE person_id = :person AND revoked_at IS NULL AND expires_at > :now
 ORDER BY seen_at DESC LIMIT 100;
