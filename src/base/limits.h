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
	LIMIT_HEADERS = 16 * 1024,
	LIMIT_FORM_BODY = 4 * 1024 * 1024,   /* a case text of 1 MB, percent-encoded */
	LIMIT_FORM_FIELDS = 200,
	LIMIT_JSON_BODY = 4 * 1024 * 1024,
	LIMIT_JSON_DEPTH = 32,
	LIMIT_PAGE = 16 * 1024 * 1024,       /* a reply built in memory */
	LIMIT_CONNECTIONS = 4096,            /* beyond: the longest idle one is closed */
	LIMIT_CONNECTION_MEMORY = 32 * 1024, /* headers, and a piece of a body */
	LIMIT_CONNECTIONS_PER_ADDRESS = 512, /* an IPv4 address or an IPv6 /64 */
	LIMIT_REQUEST_RATE = 100,            /* a second, per address, lasting */
	LIMIT_REQUEST_BURST = 500,
	LIMIT_ACCOUNT_RATE = 50,             /* a second, per account */
	LIMIT_ACCOUNT_BURST = 300,
	LIMIT_HEADER_SECONDS = 20,           /* from connecting to a whole request header */
	LIMIT_IDLE_SECONDS = 75,             /* from a reply to the next request's header */
	LIMIT_CACHE_BYTES = 48 * 1024 * 1024, /* finished pages */
	LIMIT_CACHE_SECONDS = 60,            /* they hold words like "3 h ago" */
	LIMIT_EVENT_SECONDS = 900,           /* then a stream ends, and its rights are asked anew */
	LIMIT_UPLOAD_BUFFER = 256 * 1024,    /* a running upload's memory */
	LIMIT_PART_HEADERS = 4 * 1024,       /* of one part of multipart/form-data */
	LIMIT_SLOW_GRACE_SECONDS = 30,       /* then a body or reply must move faster than */
	LIMIT_SLOW_RATE = 1024,              /* bytes a second */
	LIMIT_SLOW_WAITING = 256,            /* requests that wait for the pool */
	LIMIT_DISCARD = 256 * 1024,          /* of a refused body: read, to keep the connection */
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
	LIMIT_PRODUCT_TEXT = 4000,           /* what a product is */
	LIMIT_DAY = 10,                      /* 2026-11-23 */
	LIMIT_ARTICLE = 2 * 1024 * 1024,
	LIMIT_ARTICLE_LIST = 100 * 1024,     /* products or words of an article, a line each */
	LIMIT_PICTURE = 10 * 1024 * 1024,    /* of an article, one */
	LIMIT_PICTURES_PER_ARTICLE = 200,
	LIMIT_RELATED = 12,                  /* articles that one names; a page follows all it shows */
	LIMIT_VISITOR_VOTES = 100,           /* on an article a day, of who is not signed in */
	LIMIT_VISITOR_VOTES_ALL = 5000,      /* the same on all articles */
	LIMIT_VIEWS_HELD = 4096,             /* articles whose reading is counted in memory */
	LIMIT_LANGUAGE = 35,                 /* a tag (RFC 5646, 4.4.1) */
	LIMIT_TITLE = 500,
	LIMIT_QUERY = 16 * 1024,             /* a search, or a pasted description */
	LIMIT_SEARCH_LOG = 200,              /* a search that is remembered */
	LIMIT_SEARCHES_WEEK = 2000000,       /* that are remembered */

	/* Markdown */
	LIMIT_MARKDOWN_NESTING = 64,
	LIMIT_MARKDOWN_OUT = 8 * 1024 * 1024,

	/* cases */
	LIMIT_ATTACHMENTS_PER_CASE = 1000,
	LIMIT_CASE_PAGE_ENTRIES = 50,
	LIMIT_QUEUE_PAGE = 50,
	LIMIT_DESK_SET = 2000,               /* cases that are sorted for a page */
	LIMIT_DESK_LOOK = 20000,             /* cases looked at for a page */
	LIMIT_UPLOAD_CHUNK = 64 * 1024 * 1024,

	/* support bundles; what is beyond is not looked at */
	LIMIT_BUNDLE_TEXT = 64 * 1024 * 1024, /* one file */
	LIMIT_BUNDLE_UNPACKED = 512 * 1024 * 1024,
	LIMIT_BUNDLE_RATIO = 100,            /* unpacked to packed, past the first 16 MB */
	LIMIT_BUNDLE_ENTRIES = 5000,
	LIMIT_BUNDLE_DEPTH = 2,              /* archives in archives */

	/* mail that comes in; beyond the first five it is kept, but not read */
	LIMIT_MAIL = 64 * 1024 * 1024,
	LIMIT_MAIL_HEADERS = 2 * 1024 * 1024, /* of all parts together */
	LIMIT_MAIL_HEADER_LINES = 20000,
	LIMIT_MAIL_BOUNDARIES = 20000,       /* lines that may begin or end a part */
	LIMIT_MAIL_PARTS = 5000,
	LIMIT_MAIL_DEPTH = 40,               /* multiparts; what is deeper is one attachment */
	LIMIT_MAIL_HEADER = 32 * 1024,       /* one, decoded; the rest is cut off */
	LIMIT_MAIL_TEXT = 4 * 1024 * 1024,   /* all texts together; the rest is attached */
	LIMIT_HTML_NODES = 300000,      /* else its tags are only taken out */
	LIMIT_HTML_DEPTH = 400,
	LIMIT_MAIL_ADDRESSES = 1000,         /* in one header */
	LIMIT_MAIL_REFERENCES = 100,         /* the first, and the last ones */
	LIMIT_MAIL_SIGNATURE = 64 * 1024,    /* of OpenPGP */
	LIMIT_MAIL_HTML = 512 * 1024,        /* as it is shown; of a longer one the text is */
	LIMIT_MAIL_FILE_NAME = 255,
	LIMIT_MAIL_REPORTS = 100,            /* recipients of one delivery report */
	LIMIT_MAIL_REPLY_LINES = 20000,      /* a longer text is not trimmed */

	/* mail servers that call; what is of settings is not here */
	LIMIT_MAIL_RECIPIENTS = 100,         /* of one mail */
	LIMIT_MAIL_CALLER_SECONDS = 300,     /* of silence */
	LIMIT_MAIL_SECONDS = 1800,           /* for one mail */
	LIMIT_MAIL_CALLERS_PER_ADDRESS = 50,

	/* lists */
	LIMIT_LIST_PAGE = 100,
	LIMIT_SEARCH_HITS = 100,
	LIMIT_SUGGESTIONS = 10,

	/* imports */
	LIMIT_IMPORT_LINE = 8 * 1024 * 1024,
};

#define LIMIT_BUNDLE (INT64_C(1024) * 1024 * 1024) /* bytes of an archive that is looked at */
#define LIMIT_ATTACHMENT (INT64_C(16) * 1024 * 1024 * 1024)
