/*
 * limits.h - everything that a user can grow has its number here
 *
 * Sizes in bytes, unless the name says otherwise. A refusal names the limit.
 */
#pragma once

#include <stdint.h>

enum {
	LIMIT_LOG_LINE = 4096,

	/* HTTP */
	LIMIT_URL = 8 * 1024,
	LIMIT_HEADERS = 32 * 1024,
	LIMIT_FORM_BODY = 4 * 1024 * 1024,   /* a case text of 1 MB, percent-encoded */
	LIMIT_FORM_FIELDS = 200,
	LIMIT_JSON_BODY = 4 * 1024 * 1024,
	LIMIT_JSON_DEPTH = 32,
	LIMIT_PAGE = 16 * 1024 * 1024,       /* a reply built in memory */
	LIMIT_CONNECTIONS = 4096,
	LIMIT_EVENT_STREAMS = 1024,

	/* text that people write */
	LIMIT_NAME = 200,
	LIMIT_EMAIL = 254,                   /* RFC 5321, 4.5.3.1 */
	LIMIT_PASSWORD_MIN = 12,
	LIMIT_PASSWORD = 1024,
	LIMIT_SUBJECT = 250,                 /* a case's brief description */
	LIMIT_IMPACT = 4000,
	LIMIT_CASE_TEXT = 1024 * 1024,
	LIMIT_REASON = 2000,
	LIMIT_SERIAL = 64,
	LIMIT_ARTICLE = 2 * 1024 * 1024,
	LIMIT_TITLE = 500,
	LIMIT_QUERY = 16 * 1024,             /* a search, or a pasted description */

	/* Markdown */
	LIMIT_MARKDOWN_NESTING = 64,
	LIMIT_MARKDOWN_OUT = 8 * 1024 * 1024,

	/* cases */
	LIMIT_ATTACHMENTS_PER_CASE = 1000,
	LIMIT_CASE_PAGE_ENTRIES = 50,
	LIMIT_QUEUE_PAGE = 50,
	LIMIT_UPLOAD_CHUNK = 64 * 1024 * 1024,

	/* lists */
	LIMIT_LIST_PAGE = 100,
	LIMIT_SEARCH_HITS = 100,
	LIMIT_SUGGESTIONS = 10,

	/* imports */
	LIMIT_IMPORT_LINE = 8 * 1024 * 1024,
};

#define LIMIT_ATTACHMENT (INT64_C(16) * 1024 * 1024 * 1024)
