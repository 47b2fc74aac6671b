-- What an entry of a report is: enum disclosure_entry_kind. Until now a state was one
-- without markup; files that are added are told apart by their own kind.
ALTER TABLE disclosure_entry ADD COLUMN kind int NOT NULL DEFAULT 0;
UPDATE disclosure_entry SET kind = 1 WHERE markup = '';
