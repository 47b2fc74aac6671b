/*
 * url.h - paths and queries as they arrive (RFC 3986)
 *
 * What leaves here is decoded, valid UTF-8 without control characters, or refused.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/*
 * Percent-decodes; `plus` reads '+' as a space (forms and queries). False when an
 * escape is cut short or the result is not UTF-8 or holds a NUL. Text without
 * escapes is not copied.
 */
bool url_decode(struct arena *, struct str raw, bool plus, struct str *out);

/* Appends the text with all but unreserved characters escaped. */
struct str url_encode(struct arena *, struct str);

/*
 * A raw path that may be routed: starts with '/', has no empty, "." or ".." segment
 * however it is spelled, no encoded slash, backslash or NUL, and no byte outside ASCII.
 */
bool url_path_is_clean(struct str raw);

/* A place on this site: "/x?y#z", never "//host" or "/\host", no control characters. */
bool url_is_local(struct str);

/* The path of "http://host/path?query" (absolute form), or the text itself. */
struct str url_target_path(struct str target);
