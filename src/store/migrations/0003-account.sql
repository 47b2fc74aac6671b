-- People, organisations, and how they prove who they are.

CREATE TABLE organisation (
	id           @id,
	name         text NOT NULL UNIQUE,
	mail_domain  text NOT NULL DEFAULT '',
	sharing      int  NOT NULL DEFAULT 2,   -- enum organisation_sharing
	zone         text NOT NULL DEFAULT 'UTC',
	country      text NOT NULL DEFAULT '',
	created_at   instant NOT NULL
);

CREATE TABLE site (
	id              @id,
	organisation_id int NOT NULL REFERENCES organisation(id),
	name            text NOT NULL,
	zone            text NOT NULL DEFAULT 'UTC',
	UNIQUE (organisation_id, name)
);

CREATE TABLE person (
	id           @id,
	email        text NOT NULL UNIQUE,      -- lower case
	name         text NOT NULL,
	title        text NOT NULL DEFAULT '',
	phone        text NOT NULL DEFAULT '',  -- E.164
	roles        int  NOT NULL,             -- bits of enum role
	locale       text NOT NULL DEFAULT '',
	zone         text NOT NULL DEFAULT '',
	theme        text NOT NULL DEFAULT '',
	created_at   instant NOT NULL,
	disabled_at  instant
);
CREATE INDEX person_by_name ON person (name);
CREATE INDEX person_by_phone ON person (phone);

-- Apart from person, so that a connection can be kept from writing here.
CREATE TABLE account_secret (
	person_id        int PRIMARY KEY REFERENCES person(id),
	password_hash    text NOT NULL DEFAULT '',   -- argon2id, libsodium's text form
	password_at      instant,
	totp_secret      blob,                       -- NULL: no second factor
	totp_pending     blob,                       -- shown, not yet confirmed
	totp_last_step   int NOT NULL DEFAULT 0      -- a code works once
);

CREATE TABLE recovery_code (
	person_id  int NOT NULL REFERENCES person(id),
	code_hash  blob NOT NULL,
	used_at    instant,
	PRIMARY KEY (person_id, code_hash)
);

CREATE TABLE membership (
	person_id       int NOT NULL REFERENCES person(id),
	organisation_id int NOT NULL REFERENCES organisation(id),
	site_id         int REFERENCES site(id),
	role            int NOT NULL,               -- enum membership_role
	sees_all        int NOT NULL DEFAULT 0,     -- enum membership_sight, from role and sharing
	created_at      instant NOT NULL,
	PRIMARY KEY (person_id, organisation_id)
);
CREATE INDEX membership_by_organisation ON membership (organisation_id, person_id);

CREATE TABLE team (
	id    @id,
	name  text NOT NULL UNIQUE
);

CREATE TABLE team_member (
	team_id    int NOT NULL REFERENCES team(id),
	person_id  int NOT NULL REFERENCES person(id),
	PRIMARY KEY (team_id, person_id)
);
CREATE INDEX team_member_by_person ON team_member (person_id);

CREATE TABLE session (
	id            @id,
	secret_hash   blob NOT NULL UNIQUE,         -- of the cookie's value
	person_id     int NOT NULL REFERENCES person(id),
	created_at    instant NOT NULL,
	seen_at       instant NOT NULL,             -- written at most once a minute
	expires_at    instant NOT NULL,             -- the absolute limit
	confirmed_at  instant NOT NULL,             -- when the password was last given
	revoked_at    instant,
	address       text NOT NULL DEFAULT '',
	agent         text NOT NULL DEFAULT ''
);
CREATE INDEX session_by_person ON session (person_id, created_at);

CREATE TABLE api_token (
	id           @id,
	secret_hash  blob NOT NULL UNIQUE,
	person_id    int NOT NULL REFERENCES person(id),
	name         text NOT NULL,
	scopes       int NOT NULL,                  -- bits of enum token_scope
	created_at   instant NOT NULL,
	expires_at   instant,
	used_at      instant,
	revoked_at   instant
);
CREATE INDEX api_token_by_person ON api_token (person_id);

-- Single-use links: password reset, invitation, confirming an address.
CREATE TABLE one_time_link (
	id               @id,
	secret_hash      blob NOT NULL UNIQUE,
	purpose          int NOT NULL,              -- enum link_purpose
	person_id        int REFERENCES person(id),
	email            text NOT NULL DEFAULT '',
	organisation_id  int REFERENCES organisation(id),
	role             int NOT NULL DEFAULT 0,
	created_at       instant NOT NULL,
	expires_at       instant NOT NULL,
	used_at          instant
);

-- Asked for by serial number and mail domain; an administrator of the organisation decides.
CREATE TABLE registration (
	id               @id,
	email            text NOT NULL,
	name             text NOT NULL,
	organisation_id  int NOT NULL REFERENCES organisation(id),
	serial           text NOT NULL,
	created_at       instant NOT NULL,
	decided_at       instant,
	decided_by       int REFERENCES person(id),
	approved         int NOT NULL DEFAULT 0
);
CREATE INDEX registration_by_organisation ON registration (organisation_id, decided_at);

-- Failures to sign in, per account and per address: slows guessing, never locks out.
CREATE TABLE sign_in_failure (
	subject    text PRIMARY KEY,               -- 'a:ADDRESS' or 'e:EMAIL'
	failures   int NOT NULL,
	first_at   instant NOT NULL,
	last_at    instant NOT NULL
);
