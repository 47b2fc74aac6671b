/*
 * zip.h - a ZIP file in memory (APPNOTE 6.3: deflated entries, names in UTF-8)
 *
 * zip_begin, zip_add for each file, zip_end. A buffer that overflows makes no file: look at
 * it at the end.
 */
#pragma once

#include "base/buf.h"

struct libdeflate_compressor;

struct zip {
	struct buf *out;
	struct buf directory;
	struct libdeflate_compressor *compressor;
	uint32_t entries;
	uint32_t date; /* of all files, as DOS writes it */
};

struct zip zip_begin(struct buf *out, int year, int month, int day);
void zip_add(struct zip *, struct str name, struct str bytes);
/* Writes the directory; frees the compressor. */
void zip_end(struct zip *);
