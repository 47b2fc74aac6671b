-- Lists of cases by any field, in the order of the next rung (domain/desk/list.h), and
-- by when they were reported and changed.
CREATE INDEX casefile_by_release ON casefile (release_id, is_open, next_due_at, id);
CREATE INDEX casefile_by_channel ON casefile (channel, is_open, next_due_at, id);
CREATE INDEX casefile_by_entitlement ON casefile (entitlement, is_open, next_due_at, id);
CREATE INDEX casefile_due_by_organisation ON casefile (organisation_id, is_open, next_due_at, id);
CREATE INDEX casefile_due_by_contact ON casefile (contact_id, is_open, next_due_at, id);
CREATE INDEX casefile_by_reported ON casefile (is_open, reported_at, id);
CREATE INDEX release_by_name ON release (name, id);
CREATE INDEX casefile_by_changed ON casefile (is_open, changed_at, id);
