#include "mail/read/bounce/status_report.h"

#include "base/limits.h"
#include "mail/read/bounce/answer.h"
#include "mail/read/bounce/field.h"
#include "mail/read/bounce/reason.h"

static const struct {
	const char *word;
	enum mail_action action;
} actions[] = {
	{ "failed", MAIL_FAILED }, { "failure", MAIL_FAILED }, { "fail", MAIL_FAILED },
	{ "error", MAIL_FAILED }, { "undeliverable", MAIL_FAILED }, { "bounced", MAIL_FAILED },
	{ "delayed", MAIL_DELAYED }, { "deferred", MAIL_DELAYED }, { "delay", MAIL_DELAYED },
	{ "delivered", MAIL_DELIVERED }, { "relayed", MAIL_RELAYED },
	{ "expanded", MAIL_EXPANDED },
};

static enum mail_action action_of(struct str value)
{
	size_t n = 0;

	while (n < value.len && str_is_alpha(value.at[n]))
		n++;
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
		if (str_eq_nocase(str_sub(value, 0, n), str_from(actions[i].word)))
			return actions[i].action;
	return MAIL_ACTION_NONE;
}

/* "rfc822; <a@b>" */
static struct str address_of(struct str value)
{
	ptrdiff_t type = str_find_char(value, ';');

	value = str_trim(str_skip(value, (size_t)(type + 1)));
	ptrdiff_t open = str_find_char(value, '<');
	ptrdiff_t shut = str_rfind_char(value, '>');
	if (open >= 0 && shut > open)
		value = str_sub(value, (size_t)open + 1, (size_t)(shut - open - 1));
	ptrdiff_t blank = str_find_char(value, ' ');
	if (blank > 0 && value.at[0] != '"')
		value.len = (size_t)blank;
	return str_trim(value);
}

/* "5.1.1 (bad address)" */
static struct str status_of(struct str value)
{
	for (size_t i = 0; i < value.len; i++) {
		size_t len = answer_status_len(str_skip(value, i));
		if (len > 0 && (i == 0 || !str_is_digit(value.at[i - 1])))
			return str_sub(value, i, len);
	}
	return STR("");
}

static struct str diagnostic_of(struct str value)
{
	ptrdiff_t type = str_find_char(value, ';');
	return type >= 0 && type < 20 ? str_trim(str_skip(value, (size_t)type + 1)) : value;
}

void report_judge(struct mail_report *r, struct str words)
{
	struct answer said = answer_find(r->diagnostic);
	const struct reason_phrase *phrase = reason_in(r->diagnostic);

	if (phrase == NULL)
		phrase = reason_in(words);
	if (r->status.len == 0)
		r->status = said.status;
	struct str by_status = reason_of_status(r->status);
	r->reason = phrase != NULL ? str_from(phrase->reason) : by_status;
	if (r->reason.len == 0)
		r->reason = STR("unknown");
	if (r->status.len > 0)
		r->hard = r->status.at[0] == '5';
	else if (said.code > 0)
		r->hard = said.code >= 500;
	else
		r->hard = phrase == NULL || phrase->hard;
	if (r->action != MAIL_FAILED)
		r->hard = false;
}

/* The fields of one recipient, as they come. */
struct group {
	struct mail_report report;
	struct str original, final;
	bool action, status; /* seen */
};

static void finish(struct arena *a, struct group *g, mail_report_list *out)
{
	struct mail_report *r = &g->report;
	bool named = g->final.len > 0 || g->original.len > 0;
	bool told = g->action || g->status || r->diagnostic.len > 0;

	/* An address with a domain says more than a name on the other host. */
	r->recipient = g->final;
	if (str_find_char(g->final, '@') < 0 && str_find_char(g->original, '@') >= 0)
		r->recipient = g->original;
	if (r->recipient.len == 0)
		r->recipient = g->original;
	if (!g->action)
		r->action = r->status.len > 0 && r->status.at[0] == '2' ? MAIL_DELIVERED : MAIL_FAILED;
	if (named && told && r->action != MAIL_ACTION_NONE && out->len < LIMIT_MAIL_REPORTS) {
		report_judge(r, STR(""));
		*arena_push(a, out) = *r;
	}
	*g = (struct group){ 0 };
}

/* A field that is there already begins the next recipient, also without a gap. */
static void take(struct arena *a, struct group *g, const struct field *f, mail_report_list *out)
{
	bool final = str_eq_nocase(f->name, STR("Final-Recipient"));
	bool original = str_eq_nocase(f->name, STR("Original-Recipient"));
	bool action = str_eq_nocase(f->name, STR("Action"));

	if ((final && g->final.len > 0) || (original && g->original.len > 0) ||
		(action && g->action))
		finish(a, g, out);
	if (final) {
		g->final = address_of(f->value);
	} else if (original) {
		g->original = address_of(f->value);
	} else if (action) {
		g->report.action = action_of(f->value);
		g->action = true;
	} else if (str_eq_nocase(f->name, STR("Status"))) {
		g->report.status = status_of(f->value);
		g->status = g->report.status.len > 0;
	} else if (str_eq_nocase(f->name, STR("Diagnostic-Code"))) {
		g->report.diagnostic = diagnostic_of(f->value);
	}
}

void status_report_read(struct arena *a, struct str text, mail_report_list *out)
{
	struct group g = { 0 };
	struct field f;

	while (field_next(a, &text, &f)) {
		if (f.name.len > 0)
			take(a, &g, &f, out);
		else
			finish(a, &g, out);
	}
	finish(a, &g, out);
}

void feedback_report_read(struct arena *a, struct str text, mail_report_list *out)
{
	struct mail_report r = { .action = MAIL_COMPLAINT, .reason = STR("complaint") };
	struct field f;
	bool typed = false;

	while (field_next(a, &text, &f)) {
		bool to = str_eq_nocase(f.name, STR("Original-Rcpt-To")) ||
			str_eq_nocase(f.name, STR("Removal-Recipient"));
		typed = typed || str_eq_nocase(f.name, STR("Feedback-Type"));
		if (to && r.recipient.len == 0)
			r.recipient = address_of(f.value);
	}
	if (typed)
		*arena_push(a, out) = r;
}
