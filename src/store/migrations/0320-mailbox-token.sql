-- A mailbox may sign in with access tokens that end soon, asked for at a token endpoint (RFC 6749).

ALTER TABLE mailbox ADD COLUMN token_url text NOT NULL DEFAULT '';      -- empty: the secret itself is used
ALTER TABLE mailbox ADD COLUMN client_id text NOT NULL DEFAULT '';
ALTER TABLE mailbox ADD COLUMN client_secret text NOT NULL DEFAULT '';  -- never shown
ALTER TABLE mailbox ADD COLUMN scope text NOT NULL DEFAULT '';
ALTER TABLE mailbox ADD COLUMN access_token text NOT NULL DEFAULT '';   -- the last that was given; never shown
ALTER TABLE mailbox ADD COLUMN access_until instant;
-- Mails that were too large to fetch: they stay over there.
ALTER TABLE mailbox ADD COLUMN left_behind int NOT NULL DEFAULT 0;
