/*
 * log.h - one line an event, on standard error
 *
 *	at=2026-11-23T09:00:00.123456Z level=error area=web trace=00ab... text="..."
 *
 * Keys and values as in logfmt: a value with spaces or quotes is quoted. No personal
 * content: no names, addresses, subjects, bodies, queries. Any thread may log.
 */
#pragma once

#include "base/buf.h"

void log_info(const char *area, uint64_t trace, struct str text);
void log_warn(const char *area, uint64_t trace, struct str text);
void log_error(const char *area, uint64_t trace, struct str text);

/* Puts ` key=value` into a line, quoted where it must be. */
void log_put(struct buf *line, const char *key, struct str value);

/* Writes whole lines, as they are. */
void log_write(struct str lines);
