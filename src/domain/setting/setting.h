/*
 * setting.h - what an administrator can change while the program runs
 *
 * Each setting is one entry of settings_known[], with a type, a default and bounds. The
 * database holds only what differs from the default, as text. Code reads them typed, as
 * cx->settings: one snapshot for the whole of a request. What must be known before
 * there is a database (its address, where to listen) is no setting but an argument.
 */
#pragma once

#include "base/ctx.h"
#include "store/store.h"

enum setting_kind {
	SETTING_TEXT,        /* one line or several; min and max are bytes */
	SETTING_NUMBER,      /* whole; min and max */
	SETTING_SECONDS,     /* whole; min and max */
	SETTING_ORIGIN,      /* "https://support.example.com", or empty */
	SETTING_URL,         /* "https://host/path", or empty */
	SETTING_ZONE,        /* IANA time zone: "Europe/Berlin" */
	SETTING_MAIL_SERVER, /* "smtp://host:587", "smtps://host", or empty: none */
	SETTING_ADDRESS,     /* of mail */
	SETTING_HOST,        /* name of a host */
	SETTING_SECRET,      /* as SETTING_TEXT, but never shown */
};

struct setting {
	const char *name;    /* of the row, of the form's field and of the command */
	enum setting_kind kind;
	size_t offset;       /* in struct settings: struct str, int64_t or seconds */
	const char *initial; /* the default, as text */
	int64_t min, max;
	struct str help;     /* one sentence for the administrator */
};

struct settings {
	struct str center_name;       /* the vendor's name, in titles and mails */
	struct str origin;            /* base of links in mails; empty: the Host header's */
	struct str zone;              /* the vendor's; decides the day in case numbers */
	struct str phone_country;     /* of numbers without one: "DE"; empty: none */
	struct str support_hours;     /* shown beside the phone numbers */
	struct str smtp_url, smtp_user, smtp_password;
	struct str mail_from;
	struct str escalation_host;   /* in the Message-ID of briefs: never change it */
	struct str escalation_webhook_url, escalation_webhook_secret; /* empty: none */
	struct str webhook_private_hosts; /* that webhooks may reach though private; by commas */
	seconds session_idle, session_absolute;
	struct str mail_pgp_key;      /* signs mail: a fingerprint; empty: none */
	int64_t mail_unknown_opens;   /* a stranger's mail opens a case; 0: it is held */
	struct str mail_intake_queue; /* where those go */
	int64_t mail_priority;        /* of cases that a mail opens */
	int64_t mail_cap;             /* automatic mails to one address in an hour */
	struct str mail_in_host;      /* how the listener calls itself; empty: escalation_host */
	int64_t mail_in_mb;           /* the largest mail, MiB */
	int64_t mail_in_callers;      /* connections at a time */
	int64_t mail_in_rate;         /* mails a minute of one address; 0: any number */
	int64_t auto_close_days;      /* of silence in resolved */
	int64_t reopen_window_days;
	int64_t upload_max_mb;        /* one file; MiB */
	int64_t upload_case_mb;       /* all files of a case; MiB */
};

/* In the order in which a form shows them; the last has no name. */
extern const struct setting settings_known[];

/* NULL when there is none of that name. */
const struct setting *setting_find(struct str name);

/* "https://host" or "http://host:port", or empty: as the setting origin. */
bool setting_is_origin(struct str);

/* All at their defaults; points into static text. */
struct settings settings_initial(void);

/*
 * The settings of the database; text lies in cx->arena. A row that this version does
 * not know, or whose value it refuses, is logged and counts as absent.
 */
NODISCARD error settings_load(struct ctx *, struct settings *out);

/* The value as text, as setting_set takes it; of a secret "set", or empty. */
struct str setting_text(struct arena *, const struct setting *, const struct settings *);

/*
 * Changes one, on a writer, for MAY_ADMINISTER; audited, and announced as "setting".
 * ERR_NOT_FOUND for an unknown name, ERR_INVALID with the field of that name.
 */
NODISCARD error setting_set(struct ctx *, struct str name, struct str value);
/* Back to the default. */
NODISCARD error setting_reset(struct ctx *, struct str name);

/*
 * The settings of a running process: loaded once, and again whenever some node changes
 * one. A snapshot lives until the process ends; that is a few kB for each change, and
 * changes are rare.
 */
struct settings_live;

NODISCARD error settings_follow(struct ctx *, struct store *, struct settings_live **out);
/* After the store was closed, which tells it of changes. NULL is fine. */
void settings_unfollow(struct settings_live *);
/* Any thread; for cx->settings of a new piece of work. */
const struct settings *settings_now(struct settings_live *);
