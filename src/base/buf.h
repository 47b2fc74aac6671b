/*
 * buf.h - build text up to a limit
 *
 * A buffer is made with the most bytes that it may ever hold. A write that would
 * pass the limit marks the buffer as overflowed and is dropped, and so is every
 * write after it: check once, at the end. Memory comes from the arena.
 */
#pragma once

#include <stdarg.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct buf {
	struct arena *arena;
	char *at;
	size_t len, cap, limit;
	bool overflow;
};

struct buf buf_new(struct arena *, size_t limit);

void buf_put(struct buf *, struct str);
void buf_char(struct buf *, char);
void buf_int(struct buf *, int64_t);
/* Not negative, with leading zeros: a part of a date or of a time. */
void buf_digits(struct buf *, int value, int count);
void buf_printf(struct buf *, const char *fmt, ...) PRINTF(2, 3);
void buf_vprintf(struct buf *, const char *fmt, va_list);
/* Lower-case hexadecimal of the bytes. */
void buf_hex(struct buf *, struct str bytes);

/* Memory for so many bytes at once, when about as much is going to be written. */
void buf_reserve(struct buf *, size_t len);

/*
 * Room for `len` bytes to be written in place, then added with buf_wrote; NULL when
 * that would pass the limit.
 */
char *buf_room(struct buf *, size_t len);
void buf_wrote(struct buf *, size_t len);

/* What was written; it moves when the buffer grows. */
struct str buf_str(const struct buf *);
void buf_clear(struct buf *);
