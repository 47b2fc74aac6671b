/*
 * json.h - write JSON (RFC 8259)
 *
 * Commas and escapes are the writer's job. Text that is not valid UTF-8 is written
 * with U+FFFD. Reading JSON is jansson's job (web/json_body.h).
 */
#pragma once

#include "base/buf.h"
#include "base/time.h"

struct json {
	struct buf *out;
	bool comma;
	int depth;
};

struct json json_new(struct buf *out);

void json_object(struct json *);
void json_object_end(struct json *);
void json_array(struct json *);
void json_array_end(struct json *);
void json_key(struct json *, struct str key);

void json_str(struct json *, struct str);
void json_int(struct json *, int64_t);
void json_double(struct json *, double);
void json_bool(struct json *, bool);
void json_null(struct json *);
/* RFC 3339 text, or null when not set. */
void json_instant(struct json *, instant);

/* A key with its value. */
void json_put_str(struct json *, const char *key, struct str);
void json_put_int(struct json *, const char *key, int64_t);
void json_put_bool(struct json *, const char *key, bool);
void json_put_instant(struct json *, const char *key, instant);
/* Null when the text is empty. */
void json_put_opt(struct json *, const char *key, struct str);
