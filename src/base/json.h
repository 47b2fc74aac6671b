/*
 * json.h - write JSON (RFC 8259)
 *
 * Commas and escapes are the writer's job. Text that is not valid UTF-8 is written
 * with U+FFFD. Reading JSON is jansson's job, whose functions are named json_*; the
 * writer's are jw_*.
 */
#pragma once

#include "base/buf.h"
#include "base/time.h"

struct json_writer {
	struct buf *out;
	bool comma;
	int depth;
};

struct json_writer jw_new(struct buf *out);

void jw_object(struct json_writer *);
void jw_object_end(struct json_writer *);
void jw_array(struct json_writer *);
void jw_array_end(struct json_writer *);
void jw_key(struct json_writer *, struct str key);

void jw_str(struct json_writer *, struct str);
void jw_int(struct json_writer *, int64_t);
void jw_double(struct json_writer *, double);
void jw_bool(struct json_writer *, bool);
void jw_null(struct json_writer *);
/* RFC 3339 text, or null when not set. */
void jw_instant(struct json_writer *, instant);

/* A key with its value. */
void jw_put_str(struct json_writer *, const char *key, struct str);
void jw_put_int(struct json_writer *, const char *key, int64_t);
void jw_put_bool(struct json_writer *, const char *key, bool);
void jw_put_instant(struct json_writer *, const char *key, instant);
/* Null when the text is empty. */
void jw_put_opt(struct json_writer *, const char *key, struct str);
