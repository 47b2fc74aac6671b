/* mail_markup.c - the HTML of a mail in a page: its pictures and what is folded get names */
#include "web/mailin/mailin_pages.h"

/* As html_clean.c writes them; text has no '<' of its own, so nothing else looks alike. */
#define PICTURE STR("<img src=\"part:")
#define QUOTE STR("<details class=\"mail-quote\"><summary>…")
#define SIGNATURE STR("<details class=\"mail-signature\"><summary>…")

static void put(struct html *out, struct str markup)
{
	html_put_safe(out, safe_html_stored(markup));
}

static void put_summary(struct html *out, struct str mark, struct str words)
{
	put(out, str_sub(mark, 0, mark.len - STR("…").len));
	html_put_str(out, html_tr(out, words));
}

static void put_picture(struct html *out, mail_in_id id, struct str *rest)
{
	struct str number = str_sub(*rest, 0, 0);

	*rest = str_skip(*rest, PICTURE.len);
	while (number.len < rest->len && str_is_digit(rest->at[number.len]))
		number.len++;
	number.at = rest->at;
	put(out, STR("<img loading=\"lazy\" src=\"/mail/"));
	html_put_int(out, id.v);
	put(out, STR("/pictures/"));
	put(out, number);
	*rest = str_skip(*rest, number.len);
}

void mail_markup(struct html *out, mail_in_id id, struct str markup)
{
	struct str rest = markup;
	ptrdiff_t tag;
	size_t from = 0;

	while ((tag = str_find_char(str_skip(rest, from), '<')) >= 0) {
		size_t at = from + (size_t)tag;
		struct str here = str_skip(rest, at);
		bool picture = str_starts(here, PICTURE), quote = str_starts(here, QUOTE);
		from = at + 1;
		if (!picture && !quote && !str_starts(here, SIGNATURE))
			continue;
		put(out, str_sub(rest, 0, at));
		rest = here;
		from = 0;
		if (picture) {
			put_picture(out, id, &rest);
			continue;
		}
		put_summary(out, quote ? QUOTE : SIGNATURE,
			quote ? SAY("Quoted message") : SAY("Signature"));
		rest = str_skip(rest, quote ? QUOTE.len : SIGNATURE.len);
	}
	put(out, rest);
}
