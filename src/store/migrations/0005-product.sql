-- What the vendor makes, what customers own, and what they are entitled to.

CREATE TABLE product (
	id              @id,
	code            text NOT NULL UNIQUE,       -- 'NB-S4300-48T'
	name            text NOT NULL,
	family          text NOT NULL,              -- 'Switches'
	software        text NOT NULL DEFAULT '',   -- 'BeamOS'
	slug            text NOT NULL UNIQUE,
	description     text NOT NULL DEFAULT '',
	end_of_sale_at  instant,
	end_of_life_at  instant
);

CREATE TABLE release (
	id                 @id,
	software           text NOT NULL,
	name               text NOT NULL,           -- '24.2R1-S3'
	position           int  NOT NULL,           -- order of releases: later is larger
	released_at        instant NOT NULL,
	end_of_support_at  instant,
	UNIQUE (software, name)
);

CREATE TABLE product_release (
	product_id  int NOT NULL REFERENCES product(id),
	release_id  int NOT NULL REFERENCES release(id),
	suggested   int NOT NULL DEFAULT 0,
	PRIMARY KEY (product_id, release_id)
);
CREATE INDEX product_release_by_release ON product_release (release_id, product_id);

-- @scoped
CREATE TABLE contract (
	id               @id,
	number           text NOT NULL UNIQUE,
	organisation_id  int NOT NULL REFERENCES organisation(id),
	tier             text NOT NULL,             -- 'Platinum 24x7'
	hardware         int NOT NULL DEFAULT 1,    -- covers devices listed under it
	software         int NOT NULL DEFAULT 1,
	starts_at        instant NOT NULL,
	ends_at          instant NOT NULL
);
CREATE INDEX contract_by_organisation ON contract (organisation_id, ends_at);

CREATE TABLE contract_product (
	contract_id  int NOT NULL REFERENCES contract(id),
	product_id   int NOT NULL REFERENCES product(id),
	PRIMARY KEY (contract_id, product_id)
);

-- @scoped
CREATE TABLE asset (
	id               @id,
	serial           text NOT NULL UNIQUE,      -- upper case, no blanks
	product_id       int NOT NULL REFERENCES product(id),
	organisation_id  int NOT NULL REFERENCES organisation(id),
	site_id          int REFERENCES site(id),
	contract_id      int REFERENCES contract(id),
	release_id       int REFERENCES release(id), -- as last reported
	host             text NOT NULL DEFAULT '',
	location         text NOT NULL DEFAULT '',
	shipped_at       instant,
	warranty_ends_at instant
);
CREATE INDEX asset_by_organisation ON asset (organisation_id, serial);
CREATE INDEX asset_by_product ON asset (product_id);

-- The published directory: by country, toll-free and direct.
CREATE TABLE phone_number (
	id         @id,
	region     text NOT NULL,
	country    text NOT NULL,
	position   int NOT NULL,
	toll_free  text NOT NULL DEFAULT '',
	direct     text NOT NULL DEFAULT '',
	hours      text NOT NULL,
	languages  text NOT NULL
);
