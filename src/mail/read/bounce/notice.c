#include "mail/read/bounce/notice.h"

#include "base/utf8.h"
#include "mail/read/bounce/answer.h"
#include "mail/read/bounce/reason.h"
#include "mail/read/reply/phrase.h"

enum { NOTICE_MAX = 16 * 1024, ANSWER_MAX = 600 };

static bool begins_any(struct str s, const char *const *table)
{
	for (; *table != NULL; table++) {
		struct str w = str_from(*table);
		if (str_eq_nocase(str_sub(s, 0, w.len), w))
			return true;
	}
	return false;
}

/* Lower case, with one blank for any run of them: phrases may be wrapped. */
static struct str flat(struct arena *a, struct str s)
{
	struct buf out = buf_new(a, s.len + 1);
	bool blank = false;

	for (size_t i = 0; i < s.len; i++) {
		if (str_is_space(s.at[i])) {
			blank = out.len > 0;
			continue;
		}
		if (blank)
			buf_char(&out, ' ');
		blank = false;
		buf_char(&out, str_lower_char(s.at[i]));
	}
	return buf_str(&out);
}

static bool has_any(struct arena *a, struct str s, const char *const *table)
{
	struct str text = flat(a, s);

	for (; *table != NULL; table++)
		if (str_find(text, str_from(*table)) >= 0)
			return true;
	return false;
}

struct notice notice_split(struct str text)
{
	struct str rest = text, line;

	while (str_cut(&rest, '\n', &line)) {
		struct str bare = phrase_undecorated(str_trim(line));
		size_t at = (size_t)(line.at - text.at);
		if (begins_any(line, notice_heads) || phrase_is_any(bare, notice_copies)) {
			bool head = begins_any(line, notice_heads);
			return (struct notice){ utf8_cut(str_sub(text, 0, at), NOTICE_MAX),
				head ? str_skip(text, at) : rest };
		}
	}
	return (struct notice){ utf8_cut(text, NOTICE_MAX), STR("") };
}

bool notice_has_subject(struct str subject)
{
	return begins_any(subject, notice_subjects);
}

bool notice_is_failure(struct arena *a, const struct notice *n, struct str subject)
{
	return has_any(a, n->text, notice_failures) || has_any(a, subject, notice_failures);
}

bool notice_is_delay(struct arena *a, const struct notice *n, struct str subject)
{
	struct str low = str_lower(a, subject);

	return has_any(a, n->text, notice_delays) || str_find(low, STR("delay")) >= 0 ||
		str_starts(low, STR("warning:"));
}

/* ---- the recipient ---- */

static bool is_local(char c)
{
	return str_is_alpha(c) || str_is_digit(c) || (unsigned char)c >= 0x80 ||
		(c > ' ' && c != '"' && c != '(' && c != ')' && c != ',' && c != ':' && c != ';' &&
			c != '<' && c != '>' && c != '@' && c != '[' && c != ']' && c != '\\' &&
			c != '\'' && c != '`' && c > 0);
}

static bool is_domain(char c)
{
	return str_is_alpha(c) || str_is_digit(c) || c == '-' || c == '.' ||
		(unsigned char)c >= 0x80;
}

/* The address about the '@' at `at`; empty when there is none. */
static struct str address_about(struct str s, size_t at)
{
	size_t from = at, to = at + 1;

	if (from > 1 && s.at[from - 1] == '"') {
		from--;
		while (from > 0 && s.at[from - 1] != '"' && s.at[from - 1] != '\n')
			from--;
		from -= from > 0;
	} else {
		while (from > 0 && is_local(s.at[from - 1]))
			from--;
	}
	while (to < s.len && is_domain(s.at[to]))
		to++;
	while (to > at + 1 && s.at[to - 1] == '.')
		to--;
	return from < at && to > at + 1 ? str_sub(s, from, to - from) : STR("");
}

/* What stands before an address on its line says whose it is. */
static int score_before(struct str before)
{
	static const char *const to[] = { "rcpt to", "rcpt:", "recipient", "deliver", "address",
		"mailbox", "reach", "user", "to:", "to ", "orig_to" };
	static const char *const from[] = { "mail from", "envelope-from", "sender", "from:", "from ",
		"contact", "message-id", "postmaster" };
	int score = 0;

	for (size_t i = 0; i < sizeof to / sizeof *to; i++)
		score = str_find(before, str_from(to[i])) >= 0 ? 3 : score;
	for (size_t i = 0; i < sizeof from / sizeof *from; i++)
		if (str_find(before, str_from(from[i])) >= 0)
			return score - 6;
	return score;
}

static int score_of(struct arena *a, struct str line, struct str address, struct str not_this)
{
	size_t at = (size_t)(address.at - line.at);
	struct str before = str_lower(a, str_sub(line, 0, at));
	struct str rest = str_skip(line, at + address.len);
	bool first = true, last = true;
	struct answer said = answer_find(line);
	int score = score_before(before);

	for (size_t i = 0; i < before.len; i++)
		first = first && (str_is_space(before.at[i]) || before.at[i] == '<' ||
			before.at[i] == '"' || before.at[i] == '*' || before.at[i] == '-');
	for (size_t i = 0; i < rest.len; i++)
		last = last && !str_is_alpha(rest.at[i]) && !str_is_digit(rest.at[i]);
	score += first && last ? 6 : first ? 4 : 0;
	score += said.code > 0 || said.status.len > 0 ? 2 : 0;
	score -= str_eq_nocase(address, not_this) ? 8 : 0;
	struct str low = str_lower(a, address);
	if (str_starts(low, STR("mailer-daemon@")) || str_starts(low, STR("postmaster@")))
		score -= 5;
	return score;
}

struct str notice_recipient(struct arena *a, struct str text, struct str not_this)
{
	struct str line, best = STR("");
	int best_score = -100;

	while (str_cut(&text, '\n', &line)) {
		for (size_t i = 0; i < line.len; i++) {
			struct str one = line.at[i] == '@' ? address_about(line, i) : STR("");
			if (one.len == 0)
				continue;
			struct arena_mark mark = arena_mark(a);
			int score = score_of(a, line, one, not_this);
			arena_release(a, mark);
			if (score > best_score) {
				best = one;
				best_score = score;
			}
		}
	}
	return best;
}

/* ---- the answer ---- */

static int answer_score(struct str line, struct str recipient)
{
	struct answer said = answer_find(line);

	if (said.code == 0 && said.status.len == 0)
		return 0;
	return 1 + 3 * (said.status.len > 0) + (said.code > 0) +
		2 * (recipient.len > 0 && str_find(line, recipient) >= 0) +
		2 * (reason_in(line) != NULL);
}

struct str notice_answer(struct arena *a, struct str text, struct str recipient)
{
	struct str rest = text, line, best = STR("");
	int best_score = 0;

	while (str_cut(&rest, '\n', &line)) {
		int score = answer_score(line, recipient);
		if (score > best_score) {
			best_score = score;
			best = line;
		}
	}
	if (best.len == 0)
		return best;
	/* With the lines that go on. */
	struct buf out = buf_new(a, ANSWER_MAX);
	rest = str_skip(text, (size_t)(best.at - text.at));
	while (str_cut(&rest, '\n', &line) && !str_is_blank(line) && out.len + line.len < ANSWER_MAX) {
		if (out.len > 0)
			buf_char(&out, ' ');
		buf_put(&out, str_trim(line));
	}
	return out.len > 0 ? buf_str(&out) : utf8_cut(best, ANSWER_MAX);
}
