#include "domain/setting/setting_value.h"

#include "base/utf8.h"
#include "html/zone.h"

static bool all_of(struct str s, const char *more)
{
	for (size_t i = 0; i < s.len; i++)
		if (!str_is_alpha(s.at[i]) && !str_is_digit(s.at[i]) && !strchr(more, s.at[i]))
			return false;
	return true;
}

static bool is_host(struct str s)
{
	bool edges = s.len > 0 && s.at[0] != '-' && s.at[0] != '.' && s.at[s.len - 1] != '.';
	return edges && s.len <= 253 && str_find(s, STR("..")) < 0 && all_of(s, "-.");
}

/* "host", "host:port", "[::1]:port" */
static bool is_authority(struct str s)
{
	ptrdiff_t colon = str_rfind_char(s, ':');
	bool v6 = s.len > 2 && s.at[0] == '[';
	if (v6 && s.at[s.len - 1] == ']')
		colon = -1;
	struct str host = colon < 0 ? s : str_sub(s, 0, (size_t)colon);
	int64_t port = 1;
	if (colon >= 0 && !str_int(str_skip(s, (size_t)colon + 1), &port))
		return false;
	if (v6)
		return host.len > 2 && host.at[host.len - 1] == ']' && port > 0 && port < 65536 &&
			all_of(str_sub(host, 1, host.len - 2), ":.");
	return is_host(host) && port > 0 && port < 65536;
}

static bool is_url(struct str s, struct str plain, struct str secure)
{
	if (s.len == 0)
		return true;
	if (str_starts(s, secure))
		return is_authority(str_skip(s, secure.len));
	return str_starts(s, plain) && is_authority(str_skip(s, plain.len));
}

bool setting_is_origin(struct str s)
{
	return is_url(s, STR("http://"), STR("https://"));
}

/* As an origin, with a path and a query. */
static bool is_web_address(struct str s)
{
	ptrdiff_t scheme = str_find(s, STR("://"));
	struct str rest = scheme < 0 ? STR("") : str_skip(s, (size_t)scheme + 3);
	ptrdiff_t slash = str_find_char(rest, '/');
	size_t path = slash < 0 ? rest.len : (size_t)slash;
	struct str origin = str_sub(s, 0, s.len - (rest.len - path));
	return is_url(origin, STR("http://"), STR("https://")) &&
		all_of(str_skip(rest, path), "/-._~%!$&'()*+,;=:@?");
}

static bool is_address(struct str s)
{
	ptrdiff_t at = str_rfind_char(s, '@');
	return at > 0 && at <= 64 && is_host(str_skip(s, (size_t)at + 1)) &&
		all_of(str_sub(s, 0, (size_t)at), "!#$%&'*+-/=?^_`{|}~.");
}

static bool is_good(enum setting_kind kind, struct str s)
{
	switch (kind) {
	case SETTING_ORIGIN:
		return setting_is_origin(s);
	case SETTING_MAIL_SERVER:
		return is_url(s, STR("smtp://"), STR("smtps://"));
	case SETTING_URL:
		return is_web_address(s);
	case SETTING_ZONE:
		return zone_is_known(s);
	case SETTING_ADDRESS:
		return is_address(s);
	case SETTING_HOST:
		return is_host(s);
	default:
		return utf8_is_text(s);
	}
}

static bool is_number(enum setting_kind kind)
{
	return kind == SETTING_NUMBER || kind == SETTING_SECONDS;
}

const struct str *setting_fault(const struct setting *s, struct str text)
{
	static const struct str faults[] = {
		[SETTING_TEXT] = SAY_INIT("Use plain text."),
		[SETTING_ORIGIN] = SAY_INIT("Write https:// and the name of the host, nothing after it."),
		[SETTING_URL] = SAY_INIT("Write https:// and the rest of the address."),
		[SETTING_ZONE] = SAY_INIT("Name a time zone, such as Europe/Berlin."),
		[SETTING_MAIL_SERVER] = SAY_INIT("Write smtp:// or smtps:// and the name of the host."),
		[SETTING_ADDRESS] = SAY_INIT("Write one mail address, such as support@example.com."),
		[SETTING_HOST] = SAY_INIT("Write the name of a host, such as support.example.com."),
		[SETTING_SECRET] = SAY_INIT("Use plain text."),
	};
	static const struct str not_whole = SAY_INIT("Give a whole number."),
		few = SAY_INIT("Give a higher number."), many = SAY_INIT("Give a lower number."),
		empty = SAY_INIT("Fill this in."), too_long = SAY_INIT("Make this shorter.");
	int64_t number = (int64_t)text.len;
	bool counted = is_number(s->kind);
	if (counted && !str_int(text, &number))
		return &not_whole;
	if (number < s->min)
		return counted ? &few : &empty;
	if (number > s->max)
		return counted ? &many : &too_long;
	return counted || is_good(s->kind, text) ? NULL : &faults[s->kind];
}

void setting_put(const struct setting *s, struct str text, struct settings *out)
{
	void *at = (char *)out + s->offset;
	int64_t number = 0;
	if (is_number(s->kind))
		check(str_int(text, &number));
	if (s->kind == SETTING_SECONDS)
		*(seconds *)at = (seconds){ number };
	else if (s->kind == SETTING_NUMBER)
		*(int64_t *)at = number;
	else
		*(struct str *)at = text;
}

struct str setting_text(struct arena *a, const struct setting *s, const struct settings *of)
{
	const void *at = (const char *)of + s->offset;
	if (s->kind == SETTING_SECONDS)
		return str_printf(a, "%" PRId64, ((const seconds *)at)->s);
	if (s->kind == SETTING_NUMBER)
		return str_printf(a, "%" PRId64, *(const int64_t *)at);
	struct str text = *(const struct str *)at;
	return s->kind == SETTING_SECRET && text.len > 0 ? STR("set") : text;
}
