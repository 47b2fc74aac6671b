/*
 * csv.h - tables as text (RFC 4180)
 *
 * Fields in quotes may hold separators, line breaks and doubled quotes. Lines end with
 * LF or CRLF; a byte order mark is passed over. The separator is a comma, or a
 * semicolon where the first line has more of those.
 */
#pragma once

#include "base/str.h"

enum { CSV_COLUMNS_MAX = 64 };

struct csv {
	struct str rest;
	char separator;
	int64_t line;      /* where the last row began, from 1 */
	int64_t next_line;
};

struct csv csv_begin(struct str text);

enum csv_step { CSV_ROW, CSV_END, CSV_OPEN_QUOTE, CSV_TOO_WIDE };
/* The next row; blank lines are passed over. After an error nothing more is read. */
enum csv_step csv_next(struct csv *, struct arena *, str_list *out);
