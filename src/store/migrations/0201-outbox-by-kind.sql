-- What a sender looks for is found without a look at what waits for another: mails while
-- webhooks of domain/webhook pile up, webhooks of rungs while there is no mail server.
CREATE INDEX outgoing_letter ON outgoing (next_at, id) WHERE channel <> 3 AND next_at IS NOT NULL;
CREATE INDEX outgoing_hook ON outgoing (next_at, id) WHERE channel = 2 AND next_at IS NOT NULL;
