#include "mail/curl_buf.h"

#include "base/buf.h"

size_t curl_buf_put(char *at, size_t size, size_t count, void *buf)
{
	struct buf *b = buf;

	buf_put(b, str_of(at, size * count));
	return b->overflow ? 0 : size * count;
}
