-- Numbers know their time, and the vendor's offices are published beside them.
ALTER TABLE phone_number ADD COLUMN zone text NOT NULL DEFAULT ''; -- IANA; empty: the center's

CREATE TABLE office (
	id         @id,
	region     text NOT NULL,
	name       text NOT NULL,
	position   int NOT NULL,
	address    text NOT NULL DEFAULT '',
	phone      text NOT NULL DEFAULT '',
	fax        text NOT NULL DEFAULT '',
	sales      text NOT NULL DEFAULT '',
	zone       text NOT NULL DEFAULT ''
);
