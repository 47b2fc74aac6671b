/*
 * read.h - a mail as a person would read it
 *
 * Bytes of a message (RFC 5322, MIME) become a struct: who wrote to whom, the text, the
 * reply without what it quotes, the attachments, and whether a program sent it or a
 * delivery failed. GMime takes the message apart. Nothing here has a database, a file or
 * the network, so it runs behind the wall of the parse role.
 *
 * Everything a stranger can make large has a limit (base/limits.h). A message beyond them
 * is ERR_LIMIT: keep it, and let a person look. Whatever is broken in other ways is read
 * as far as it goes.
 *
 * All text is UTF-8 without control characters, lines end with "\n". Memory is of
 * cx->arena, about as much as the texts have; `bytes` must stay until mail_read returns.
 */
#pragma once

#include "base/ctx.h"
#include "base/json.h"

enum { MAIL_SHA256 = 32 };

struct mail_address {
	struct str name;    /* may be empty */
	struct str address;
};

typedef SLICE(struct mail_address) mail_address_list;

/* A leaf of the tree of parts, in the order of the message. */
struct mail_part {
	struct str name;       /* of a file, without folders; may be empty */
	struct str type;       /* "image/png", lower case */
	struct str charset;    /* as declared, may be empty */
	struct str content_id; /* without < >, may be empty */
	struct str text;       /* of text/plain and the like, decoded */
	int64_t size;          /* decoded */
	int64_t offset;        /* in all that went to the sink; -1: it did not */
	unsigned char sha256[MAIL_SHA256];
	bool is_text;          /* `text` has all of it */
	bool attached;         /* to be shown as an attachment */
	bool in_line;          /* belongs into the text: a picture */
	bool flowed, delsp;    /* RFC 3676 */
};

typedef SLICE(struct mail_part) mail_part_list;

enum mail_action {
	MAIL_ACTION_NONE,
	MAIL_FAILED,
	MAIL_DELAYED,
	MAIL_DELIVERED,
	MAIL_RELAYED,
	MAIL_EXPANDED,
	MAIL_COMPLAINT, /* the recipient calls it unwanted (RFC 5965) */
};

/* What a delivery report says of one recipient. */
struct mail_report {
	enum mail_action action;
	struct str recipient;
	struct str status;     /* "5.1.1" (RFC 3463), may be empty */
	struct str reason;     /* "mailbox-full" ...: a word of bounce_reasons.c */
	struct str diagnostic; /* what the server said, may be empty */
	bool hard;             /* no use to try again */
};

typedef SLICE(struct mail_report) mail_report_list;

/*
 * What OpenPGP protects. Only the whole message counts (RFC 3156): what is sealed inside of
 * another part is an attachment, and what is signed there is not.
 */
struct mail_seal {
	int64_t signed_at, signed_size; /* of the message, as it came */
	struct str signature;           /* of that; empty: none */
	bool sealed;                    /* `part` is the number of what is sealed */
	int64_t part;
	bool sealed_text, signed_text;  /* all of `text` is so */
};

struct mail {
	mail_address_list from, to, cc, reply_to;
	struct str return_path;    /* "<>" for the empty one, "" for none */
	struct str subject;
	instant date;              /* zero when there is none */
	struct str message_id;     /* without < > */
	str_list in_reply_to, references;
	struct str text;           /* all of it, also of HTML mail */
	struct str reply;          /* without quotes and signature */
	struct str html;           /* as it came, not sanitised; may be empty */
	struct str clean_html;     /* the same, safe to be shown (html_clean.h) */
	bool html_present;
	mail_part_list parts;
	struct str auto_reason;    /* why a program sent it; empty: a person did */
	mail_report_list reports;  /* failures first; empty: no delivery report */
	struct str reported_id;    /* Message-ID of the message that a report is about */
	struct mail_seal seal;
};

/*
 * Takes decoded contents of attachments, part by part: `part` is the number in
 * mail.parts. An error ends the reading and is what mail_read returns.
 */
struct mail_sink {
	error (*bytes)(void *arg, size_t part, struct str bytes);
	void *arg;
};

/*
 * Once, before a wall that lets nobody open files: loads what the reading would look for
 * later. Without it a rare charset may be looked for on the disk.
 */
void mail_read_prepare(void);

/* `sink` may be NULL. Safe on several threads at once. */
NODISCARD error mail_read(struct ctx *, struct str bytes, const struct mail_sink *,
	struct mail *out);

/* The mail as one JSON object; with `parts`, all leaves of its tree as well. */
void mail_json(struct ctx *, const struct mail *, bool parts, struct json_writer *);

bool mail_is_bounce(const struct mail *);
