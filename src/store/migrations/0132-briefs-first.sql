-- Briefs go first: they are found without a look at all that waits.
CREATE INDEX outgoing_briefs ON outgoing (next_at, id) WHERE rung_id IS NOT NULL;
