-- When a mailbox was last looked into, and when that last went well.

ALTER TABLE mailbox ADD COLUMN looked_at instant;
ALTER TABLE mailbox ADD COLUMN seen_at instant;
