-- The HTML of a mail as it is shown: what the parse role made of it (mail/read/html), with
-- the number of a file of the mail (mail_in_part) where a picture of its own stands.

ALTER TABLE mail_in ADD COLUMN html text NOT NULL DEFAULT '';
