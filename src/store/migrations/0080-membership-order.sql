-- The organisation that somebody joined first, which each request asks for, is the first
-- of an index: without it a sort is set up for each.

CREATE INDEX membership_by_person ON membership (person_id, created_at, organisation_id);
