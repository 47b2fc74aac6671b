-- What OpenPGP said of a mail (domain/pgp): how it was sealed, for which keys, and whose
-- signature it has. Numbers are those of enum pgp_seal and enum pgp_signature.

ALTER TABLE mail_in ADD COLUMN sealed int NOT NULL DEFAULT 0;
ALTER TABLE mail_in ADD COLUMN sealed_keys text NOT NULL DEFAULT '';
ALTER TABLE mail_in ADD COLUMN signature int NOT NULL DEFAULT 0;
ALTER TABLE mail_in ADD COLUMN signer text NOT NULL DEFAULT '';
ALTER TABLE mail_in ADD COLUMN signer_key text NOT NULL DEFAULT '';
