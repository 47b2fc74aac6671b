#include "mail/read/html/html_mark.h"

static const struct {
	const char *attribute, *value; /* a whole word, or its beginning before '*' */
	enum html_mark mark;
} marks[] = {
	{ "id", "divRplyFwdMsg", HTML_MARK_QUOTE },            /* Outlook on the web */
	{ "id", "x_divRplyFwdMsg", HTML_MARK_QUOTE },
	{ "id", "mail-editor-reference-message-container", HTML_MARK_QUOTE },
	{ "id", "OLK_SRC_BODY_SECTION", HTML_MARK_QUOTE },     /* Outlook for Mac */
	{ "class", "OutlookMessageHeader", HTML_MARK_QUOTE },
	{ "class", "yahoo_quoted", HTML_MARK_QUOTE },
	{ "id", "yahoo_quoted_*", HTML_MARK_QUOTE },
	{ "id", "yahoo-quoted-*", HTML_MARK_QUOTE },
	{ "class", "zmail_extra", HTML_MARK_QUOTE },           /* Zoho */
	{ "id", "isReplyContent", HTML_MARK_QUOTE },           /* QQ */
	{ "class", "ntes-mailmaster-quote", HTML_MARK_QUOTE }, /* NetEase */
	{ "id", "spicethreadbreak", HTML_MARK_QUOTE },
	{ "class", "gmail_attr", HTML_MARK_ATTRIBUTION },
	{ "class", "moz-cite-prefix", HTML_MARK_ATTRIBUTION }, /* Thunderbird */
	{ "class", "moz-email-headers-table", HTML_MARK_QUOTE },
	{ "id", "reply-intro", HTML_MARK_ATTRIBUTION },        /* Roundcube */
	{ "class", "gmail_signature", HTML_MARK_SIGNATURE },
	{ "data-smartmail", "gmail_signature", HTML_MARK_SIGNATURE },
	{ "class", "gmail_signature_prefix", HTML_MARK_SIGNATURE },
	{ "class", "moz-signature", HTML_MARK_SIGNATURE },
	{ "id", "Signature", HTML_MARK_SIGNATURE },            /* Outlook on the web */
	{ "id", "ms-outlook-mobile-signature", HTML_MARK_SIGNATURE },
	{ "id", "AppleMailSignature", HTML_MARK_SIGNATURE },
	{ "class", "protonmail_signature_block", HTML_MARK_SIGNATURE },
	{ "class", "x_gmail_signature", HTML_MARK_SIGNATURE },
};

static bool has_word(struct str words, struct str wanted)
{
	struct str word;

	while (str_cut(&words, ' ', &word)) {
		bool begins = str_ends(wanted, STR("*"));
		if (begins ? str_starts(word, str_sub(wanted, 0, wanted.len - 1))
			   : str_eq(word, wanted))
			return true;
	}
	return false;
}

enum html_mark html_mark_of(const GumboElement *e)
{
	if (e->attributes.length == 0)
		return HTML_MARK_NONE;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (has_word(html_attribute(e, marks[i].attribute), str_from(marks[i].value)))
			return marks[i].mark;
	return HTML_MARK_NONE;
}
