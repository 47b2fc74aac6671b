#include "base/limits.h"
#include "domain/setting/setting.h"

#define AT(member) offsetof(struct settings, member)

enum { HOUR = 3600, DAY = 24 * HOUR, GIB = 1024 };

const struct setting settings_known[] = {
	{ "center_name", SETTING_TEXT, AT(center_name), "Support Center", 1, LIMIT_NAME,
		SAY_INIT("The name of your company, in titles and mails.") },
	{ "origin", SETTING_ORIGIN, AT(origin), "", 0, LIMIT_NAME,
		SAY_INIT("The address of this site, for links in mails: https://support.example.com.") },
	{ "zone", SETTING_ZONE, AT(zone), "UTC", 1, LIMIT_NAME,
		SAY_INIT("Your time zone, such as Europe/Berlin; it decides the day in case numbers.") },
	{ "phone_country", SETTING_TEXT, AT(phone_country), "", 0, 2,
		SAY_INIT("Your country in two letters, such as DE, for phone numbers typed without one.") },
	{ "support_hours", SETTING_TEXT, AT(support_hours), "24 hours a day, every day", 0,
		LIMIT_REASON, SAY_INIT("When your engineers answer the phone.") },
	{ "smtp_url", SETTING_MAIL_SERVER, AT(smtp_url), "", 0, LIMIT_NAME,
		SAY_INIT("The server that sends mail: smtp://mail.example.com:587. Without it no mail is "
		"sent.") },
	{ "smtp_user", SETTING_TEXT, AT(smtp_user), "", 0, LIMIT_NAME,
		SAY_INIT("The name to sign in to the mail server with, if it asks for one.") },
	{ "smtp_password", SETTING_SECRET, AT(smtp_password), "", 0, LIMIT_PASSWORD,
		SAY_INIT("The password for the mail server.") },
	{ "mail_from", SETTING_ADDRESS, AT(mail_from), "support@localhost", 1, LIMIT_EMAIL,
		SAY_INIT("The address that mails come from.") },
	{ "mail_pgp_key", SETTING_TEXT, AT(mail_pgp_key), "", 0, 40,
		SAY_INIT("The fingerprint of the OpenPGP key that signs mail, of those on the page of "
			"OpenPGP keys; empty: mail is not signed.") },
	{ "mail_unknown_opens", SETTING_NUMBER, AT(mail_unknown_opens), "1", 0, 1,
		SAY_INIT("1: a mail of somebody without an account opens a case. 0: it is held until "
		"your engineers decide.") },
	{ "mail_intake_queue", SETTING_TEXT, AT(mail_intake_queue), "Intake", 1, LIMIT_NAME,
		SAY_INIT("The queue for cases of people whom no organisation has named; made when it "
		"is not there.") },
	{ "mail_priority", SETTING_NUMBER, AT(mail_priority), "3", 3, 4,
		SAY_INIT("The priority of cases that a mail opens, 3 or 4; words in the mail do not "
		"count.") },
	{ "mail_cap", SETTING_NUMBER, AT(mail_cap), "30", 1, 1000,
		SAY_INIT("How many automatic mails one address gets in an hour; briefs do not count.") },
	{ "mail_in_host", SETTING_TEXT, AT(mail_in_host), "", 0, LIMIT_NAME,
		SAY_INIT("The name that mail servers are greeted with; empty: that of Message-IDs.") },
	{ "mail_in_mb", SETTING_NUMBER, AT(mail_in_mb), "50", 1, 64,
		SAY_INIT("The largest mail that is taken, in MiB.") },
	{ "mail_in_callers", SETTING_NUMBER, AT(mail_in_callers), "100", 1, 1000,
		SAY_INIT("How many mail servers may be connected at a time.") },
	{ "mail_in_rate", SETTING_NUMBER, AT(mail_in_rate), "600", 0, 100000,
		SAY_INIT("How many mails a minute one address may deliver; 0: any number. This machine "
		"is not limited.") },
	{ "escalation_host", SETTING_HOST, AT(escalation_host), "localhost", 1, LIMIT_NAME,
		SAY_INIT("The host name in the Message-ID of briefs. Choose it once: a change sends "
		"retried briefs twice.") },
	{ "escalation_webhook_url", SETTING_URL, AT(escalation_webhook_url), "", 0, LIMIT_TITLE,
		SAY_INIT("Told of a brief that nobody acknowledges by mail: a pager or a text message "
		"service.") },
	{ "escalation_webhook_secret", SETTING_SECRET, AT(escalation_webhook_secret), "", 0,
		LIMIT_NAME, SAY_INIT("Signs what is sent there, so that it can be trusted.") },
	{ "webhook_private_hosts", SETTING_TEXT, AT(webhook_private_hosts), "", 0, LIMIT_REASON,
		SAY_INIT("Hosts of your own network that webhooks may reach, with commas between.") },
	{ "session_idle", SETTING_SECONDS, AT(session_idle), "7200", 300, 30 * DAY,
		SAY_INIT("After how many seconds without a page a person is signed out.") },
	{ "session_absolute", SETTING_SECONDS, AT(session_absolute), "43200", 900, 90 * DAY,
		SAY_INIT("After how many seconds a person is signed out in any case.") },
	{ "auto_close_days", SETTING_NUMBER, AT(auto_close_days), "14", 1, 365,
		SAY_INIT("After how many days of silence a resolved case is closed.") },
	{ "reopen_window_days", SETTING_NUMBER, AT(reopen_window_days), "14", 0, 365,
		SAY_INIT("For how many days after closing a customer can reopen a case.") },
	{ "upload_max_mb", SETTING_NUMBER, AT(upload_max_mb), "4096", 1, 16 * GIB,
		SAY_INIT("The largest file that may be attached, in MiB.") },
	{ "upload_case_mb", SETTING_NUMBER, AT(upload_case_mb), "51200", 1, 1024 * GIB,
		SAY_INIT("How much may be attached to one case, in MiB.") },
	{ 0 },
};

_Static_assert(16 * GIB == LIMIT_ATTACHMENT / (1024 * 1024), "a setting passes the limit");

const struct setting *setting_find(struct str name)
{
	for (const struct setting *s = settings_known; s->name != NULL; s++)
		if (str_eq(name, str_from(s->name)))
			return s;
	return NULL;
}
