#include "os/log.h"

#include <errno.h>
#include <inttypes.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/time.h"
#include "base/utf8.h"

static bool is_bare(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		if (c <= 0x20 || c == '"' || c == '=' || c == '\\' || c == 0x7f)
			return false;
	}
	return s.len > 0;
}

void log_put(struct buf *line, const char *key, struct str value)
{
	buf_printf(line, " %s=", key);
	if (is_bare(value)) {
		buf_put(line, value);
		return;
	}
	buf_char(line, '"');
	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.at[i];
		if (c == '"' || c == '\\')
			buf_char(line, '\\');
		buf_char(line, c < 0x20 || c == 0x7f ? ' ' : (char)c);
	}
	buf_char(line, '"');
}

void log_write(struct str lines)
{
	while (lines.len > 0) {
		ssize_t n = write(STDERR_FILENO, lines.at, lines.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return; /* nobody to tell */
		lines = str_skip(lines, (size_t)n);
	}
}

static void line(const char *level, const char *area, uint64_t trace, struct str text)
{
	AUTO_ARENA a = arena_create();
	struct buf b = buf_new(a, LIMIT_LOG_LINE * 2);
	struct str at = instant_iso(a, instant_now());
	buf_printf(&b, "at=%.*s level=%s area=%s", STR_ARG(at), level, area);
	if (trace != 0)
		buf_printf(&b, " trace=%016" PRIx64, trace);
	log_put(&b, "text", utf8_cut(text, LIMIT_LOG_LINE / 2));
	buf_char(&b, '\n');
	log_write(buf_str(&b));
}

void log_info(const char *area, uint64_t trace, struct str text)
{
	line("info", area, trace, text);
}

void log_warn(const char *area, uint64_t trace, struct str text)
{
	line("warn", area, trace, text);
}

void log_error(const char *area, uint64_t trace, struct str text)
{
	line("error", area, trace, text);
}
