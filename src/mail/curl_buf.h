/* curl_buf.h - what libcurl receives, into a buffer: CURLOPT_WRITEFUNCTION, its data a struct buf */
#pragma once

#include <stddef.h>

/* Beyond the buffer's limit the transfer ends. */
size_t curl_buf_put(char *at, size_t size, size_t count, void *buf);
