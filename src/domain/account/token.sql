-- row api_token (id token_id, person person_id, name text, scopes int, created_at instant, expires_at instant?, used_at instant?, revoked_at instant?)

-- query api_token_by_secret(hash blob) maybe api_token
SELECT id, person_id, name, scopes, created_at, expires_at, used_at, revoked_at
  FROM api_token WHERE secret_hash = :hash;

-- query api_token_insert(hash blob, person person_id, name text, scopes int, now instant, expires instant?) one (id token_id)
INSERT INTO api_token (secret_hash, person_id, name, scopes, created_at, expires_at)
VALUES (:hash, :person, :name, :scopes, :now, :expires) RETURNING id;

-- query api_token_used(id token_id, now instant) exec
UPDATE api_token SET used_at = :now WHERE id = :id;

-- query api_token_revoke(id token_id, person person_id, now instant) changes
UPDATE api_token SET revoked_at = :now WHERE id = :id AND person_id = :person AND revoked_at IS NULL;

-- query api_token_list(person person_id) many api_token
SELECT id, person_id, name, scopes, created_at, expires_at, used_at, revoked_at
  FROM api_token WHERE person_id = :person AND revoked_at IS NULL ORDER BY id DESC LIMIT 100;
