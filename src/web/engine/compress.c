#include "web/engine/compress.h"

#include <brotli/encode.h>

enum { BR_WINDOW = 20 };

bool compress_gzip(struct libdeflate_compressor *c, struct arena *a, struct str raw, struct str *out)
{
	size_t room = libdeflate_gzip_compress_bound(c, raw.len);
	char *to = arena_bytes(a, room);
	size_t len = libdeflate_gzip_compress(c, raw.at, raw.len, to, room);
	if (len == 0 || len >= raw.len)
		return false;
	*out = str_of(to, len);
	return true;
}

bool compress_br(struct arena *a, struct str raw, struct str *out)
{
	size_t len = BrotliEncoderMaxCompressedSize(raw.len);
	uint8_t *to = arena_bytes(a, len);
	if (BrotliEncoderCompress(BR_THOROUGH, BR_WINDOW, BROTLI_MODE_TEXT, raw.len,
		    (const uint8_t *)raw.at, &len, to) != BROTLI_TRUE ||
		len >= raw.len)
		return false;
	*out = str_of(to, len);
	return true;
}
