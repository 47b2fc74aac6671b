#include "web/manual/zip.h"

#include <libdeflate.h>

enum { LEVEL = 6, VERSION = 20, UTF8_NAMES = 1 << 11, DEFLATED = 8, DIRECTORY_MAX = 16 << 20 };

static void put(struct buf *b, uint64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++, value >>= 8)
		buf_char(b, (char)(value & 0xFF));
}

struct zip zip_begin(struct buf *out, int year, int month, int day)
{
	return (struct zip){ .out = out, .directory = buf_new(out->arena, DIRECTORY_MAX),
		.compressor = libdeflate_alloc_compressor(LEVEL),
		.date = (uint32_t)((year - 1980) << 9 | month << 5 | day) };
}

/* What the entry and the directory say alike. */
static void put_facts(struct buf *b, const struct zip *z, uint32_t crc, size_t packed,
	size_t size)
{
	put(b, UTF8_NAMES, 2);
	put(b, DEFLATED, 2);
	put(b, 0, 2);
	put(b, z->date, 2);
	put(b, crc, 4);
	put(b, packed, 4);
	put(b, size, 4);
}

void zip_add(struct zip *z, struct str name, struct str bytes)
{
	size_t room = libdeflate_deflate_compress_bound(z->compressor, bytes.len), at = z->out->len;
	char *packed = arena_bytes(z->directory.arena, room);
	size_t len = libdeflate_deflate_compress(z->compressor, bytes.at, bytes.len, packed, room);
	uint32_t crc = libdeflate_crc32(0, bytes.at, bytes.len);

	check(len > 0 || bytes.len == 0);
	put(z->out, 0x04034b50, 4);
	put(z->out, VERSION, 2);
	put_facts(z->out, z, crc, len, bytes.len);
	put(z->out, name.len, 2);
	put(z->out, 0, 2);
	buf_put(z->out, name);
	buf_put(z->out, str_of(packed, len));

	put(&z->directory, 0x02014b50, 4);
	put(&z->directory, VERSION, 2);
	put(&z->directory, VERSION, 2);
	put_facts(&z->directory, z, crc, len, bytes.len);
	put(&z->directory, name.len, 2);
	put(&z->directory, 0, 12); /* no extra field, comment, disk, attributes */
	put(&z->directory, at, 4);
	buf_put(&z->directory, name);
	z->entries++;
}

void zip_end(struct zip *z)
{
	size_t at = z->out->len;

	buf_put(z->out, buf_str(&z->directory));
	put(z->out, 0x06054b50, 4);
	put(z->out, 0, 4);
	put(z->out, z->entries, 2);
	put(z->out, z->entries, 2);
	put(z->out, z->directory.len, 4);
	put(z->out, at, 4);
	put(z->out, 0, 2);
	libdeflate_free_compressor(z->compressor);
	z->compressor = NULL;
}
