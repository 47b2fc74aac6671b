-- Other programs that are told of cases (domain/webhook). What is to be sent waits in
-- `outgoing`, channel 3, under the delivery's id as its message_id.
CREATE TABLE webhook (
	id             @id,
	name           text NOT NULL,
	url            text NOT NULL,
	events         int NOT NULL,                -- bits of enum webhook_event
	secret         text NOT NULL,
	old_secret     text NOT NULL DEFAULT '',    -- signs too, until old_until
	old_until      instant,
	created_at     instant NOT NULL,
	created_by     int REFERENCES person(id),
	failing_since  instant,                     -- first of the failures in a row
	disabled_at    instant,                     -- after too long of them
	ended_at       instant
);

CREATE TABLE webhook_delivery (
	id           @id,
	webhook_id   int NOT NULL REFERENCES webhook(id),
	outgoing_id  int NOT NULL UNIQUE REFERENCES outgoing(id),
	event        int NOT NULL,
	created_at   instant NOT NULL
);
CREATE INDEX webhook_delivery_by_webhook ON webhook_delivery (webhook_id, id);

CREATE TABLE webhook_attempt (
	delivery_id    int NOT NULL REFERENCES webhook_delivery(id),
	number         int NOT NULL,
	at             instant NOT NULL,
	status         int NOT NULL,                -- of HTTP; 0: no answer
	request_head   text NOT NULL,
	response_head  text NOT NULL,
	fault          text NOT NULL,
	PRIMARY KEY (delivery_id, number)
);
CREATE INDEX outgoing_webhook ON outgoing (next_at, id) WHERE channel = 3 AND next_at IS NOT NULL;
