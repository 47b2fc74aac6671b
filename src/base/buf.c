#include "base/buf.h"

#include <stdio.h>
#include <string.h>

struct buf buf_new(struct arena *a, size_t limit)
{
	return (struct buf){ .arena = a, .limit = limit };
}

void buf_reserve(struct buf *b, size_t len)
{
	if (len <= b->cap || len > b->limit)
		return;
	b->at = arena_grow(b->arena, b->at, b->cap, len);
	b->cap = len;
}

char *buf_room(struct buf *b, size_t len)
{
	if (b->overflow || len > b->limit - b->len) {
		b->overflow = true;
		return NULL;
	}
	if (b->cap - b->len < len) {
		size_t cap = b->cap < 128 ? 256 : b->cap * 2;
		if (cap < b->len + len)
			cap = b->len + len;
		b->at = arena_grow(b->arena, b->at, b->cap, cap);
		b->cap = cap;
	}
	return b->at + b->len;
}

void buf_wrote(struct buf *b, size_t len)
{
	check(len <= b->cap - b->len);
	b->len += len;
}

void buf_put(struct buf *b, struct str s)
{
	char *room = s.len > 0 ? buf_room(b, s.len) : NULL;
	if (room == NULL)
		return;
	memcpy(room, s.at, s.len);
	b->len += s.len;
}

void buf_char(struct buf *b, char c)
{
	buf_put(b, (struct str){ &c, 1 });
}

void buf_int(struct buf *b, int64_t n)
{
	char digits[24];
	size_t at = sizeof digits;
	uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	do {
		digits[--at] = (char)('0' + left % 10);
		left /= 10;
	} while (left > 0);
	if (n < 0)
		digits[--at] = '-';
	buf_put(b, (struct str){ digits + at, sizeof digits - at });
}

void buf_digits(struct buf *b, int value, int count)
{
	char digits[12];
	check(value >= 0 && count <= (int)sizeof digits);
	for (int i = count; i-- > 0; value /= 10)
		digits[i] = (char)('0' + value % 10);
	buf_put(b, (struct str){ digits, (size_t)count });
}

void buf_vprintf(struct buf *b, const char *fmt, va_list args)
{
	va_list again;
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, fmt, args);
	check(len >= 0);
	char *room = buf_room(b, (size_t)len + 1);
	if (room != NULL) {
		vsnprintf(room, (size_t)len + 1, fmt, again);
		b->len += (size_t)len;
	}
	va_end(again);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	buf_vprintf(b, fmt, args);
	va_end(args);
}

void buf_hex(struct buf *b, struct str bytes)
{
	static const char digits[] = "0123456789abcdef";
	char *room = bytes.len > 0 ? buf_room(b, bytes.len * 2) : NULL;
	if (room == NULL)
		return;
	for (size_t i = 0; i < bytes.len; i++) {
		unsigned char c = (unsigned char)bytes.at[i];
		room[2 * i] = digits[c >> 4];
		room[2 * i + 1] = digits[c & 15];
	}
	b->len += bytes.len * 2;
}

struct str buf_str(const struct buf *b)
{
	return (struct str){ b->at ? b->at : "", b->len };
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	b->overflow = false;
}
