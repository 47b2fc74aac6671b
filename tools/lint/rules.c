#include "tools/lint/lint.h"

/* ---- libraries ---- */

static const char standard[] =
	"arpa/inet.h assert.h ctype.h dirent.h endian.h errno.h fcntl.h fenv.h ftw.h glob.h grp.h "
	"inttypes.h libgen.h limits.h linux/ locale.h math.h net/ netdb.h netinet/ poll.h pthread.h "
	"pwd.h sched.h setjmp.h signal.h stdalign.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h "
	"stdio.h stdlib.h string.h strings.h sys/ syslog.h termios.h threads.h time.h unistd.h "
	"sanitizer/ algorithm cstring exception memory string vector";

/* A library is known to the few files that wrap it. */
static const struct {
	const char *header, *only;
} libraries[] = {
	{ "archive.h", "src/parse/ tests/unit/test_bundle.c" },
	{ "archive_entry.h", "src/parse/ tests/unit/test_bundle.c" },
	{ "brotli/", "src/web/ tools/" },
	{ "cmocka.h", "tests/unit/test.h" },
	{ "curl/", "src/os/ src/mail/" },
	{ "gmime/", "src/mail/ src/parse/" },
	{ "gnutls/", "src/os/ src/web/" },
	{ "gpgme.h", "src/vault/" },
	{ "gumbo.h", "src/mail/read/ src/parse/ src/html/sanitize.c src/html/sanitize_root.h" },
	{ "jansson.h", "src/domain/escalation/ladder/replay_read.c src/domain/timeline/timeline.c "
		       "src/web/ src/mail/in/oauth.c src/domain/document/ src/domain/knowledge/edit/details.c src/domain/knowledge/import/ src/cli/ "
		       "tests/unit/" },
	{ "libdeflate.h", "src/web/" },
	{ "liboath/", "src/domain/account/totp.c" },
	{ "libpq-fe.h", "src/store/engine/ tests/unit/fixture_postgres.c" },
	{ "magic.h", "src/parse/" },
	{ "md4c.h", "src/html/markdown.c src/html/markdown_raw.c" },
	{ "microhttpd.h", "src/web/engine/ src/web/cache/" },
	{ "pcre2.h", "src/bundle/rules.h src/os/ src/html/" },
	{ "phonenumbers/", "src/domain/phone/phone_library.cc" },
	{ "seccomp.h", "src/os/" },
	{ "sodium.h", "src/domain/account/ src/domain/audit/ src/store/migrate.c src/store/files.h "
		      "src/store/files.c src/store/files_upload.c src/web/ src/os/ "
		      "src/domain/ src/cli/ src/mail/ src/demo/mails.c src/vault/ tools/embed.c tests/unit/" },
	{ "sqlite3.h", "src/store/engine/ tests/unit/" },
	{ "unicode/", "src/html/ src/domain/search/words/fold.c src/mail/ascii_host.c" },
	{ "unordered_map", "src/domain/search/index/xapian_index.cc" },
	{ "xapian.h", "src/domain/search/index/xapian_index.cc" },
	{ "yaml.h", "src/domain/source/front_matter.c src/domain/manual/import/" },
	{ "zlib.h", "src/web/ tools/" },
	{ "zstd.h", "src/web/ tools/" },
};

/* The path of `#include <path>` at piece i, or empty. */
static struct str library(const struct source *s, size_t i)
{
	const struct piece *open = piece_at(s, i + 2);
	if (!piece_is(piece_at(s, i), "#") || !piece_is(piece_at(s, i + 1), "include") ||
		!piece_is(open, "<"))
		return STR("");
	struct str rest = str_skip(s->text, (size_t)(open->text.at - s->text.at) + 1);
	ptrdiff_t end = str_find_char(rest, '>');
	return str_sub(rest, 0, end < 0 ? 0 : (size_t)end);
}

static void check_library(const struct source *s, int line, struct str path)
{
	for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
		if (!path_among(path, libraries[i].header))
			continue;
		if (!path_among(s->path, libraries[i].only))
			found(s, line, "<%.*s> is only for %s", STR_ARG(path), libraries[i].only);
		return;
	}
	if (!path_among(path, standard))
		found(s, line, "<%.*s> is a new library: say in tools/lint/rules.c which files wrap it",
			STR_ARG(path));
}

void check_headers(const struct tree *t)
{
	for (size_t f = 0; f < t->files.len; f++) {
		const struct source *s = &t->files.at[f];
		for (size_t i = 0; i < s->len; i++) {
			struct str path = library(s, i);
			if (path.len > 0)
				check_library(s, s->at[i].line, path);
		}
	}
}

/* ---- what is not called ---- */

static const struct {
	const char *names, *except, *instead;
} banned[] = {
	{ "malloc calloc realloc reallocarray free strdup strndup asprintf vasprintf",
		"src/base/arena.c src/os/ tools/migrations.c", "memory of an arena (base/arena.h)" },
	{ "alloca", "", "an arena" },
	{ "system popen execlp execvp execvpe", "", "os/, with an argument list and no shell" },
	{ "fork vfork execve execv posix_spawn", "src/os/ src/daemon/ tests/", "os/" },
	{ "gets strcpy strcat strncpy strncat stpcpy sprintf vsprintf strtok strtok_r sscanf scanf",
		"tools/migrations.c", "str, buf" },
	{ "atoi atol atoll atof strtol strtoul strtoll strtoull strtod", "src/store/engine/",
		"str_int" },
	{ "gmtime gmtime_r localtime localtime_r mktime strftime", "", "base/time.h" },
	{ "time clock_gettime gettimeofday", "src/base/time.c src/os/", "cx->now, or base/time.h" },
	{ "rand random srand srandom rand_r drand48", "", "libsodium's random bytes" },
	{ "signal", "tests/", "sigaction" },
	{ "assert", "", "check()" },
	{ "setjmp longjmp sigsetjmp siglongjmp", "tests/unit/ tests/fuzz/", "an error" },
	{ "goto", "", "TRY, scope cleanup or a function" },
	{ "tmpnam tempnam mktemp", "", "mkstemp, mkdtemp" },
	{ "access", "src/os/ tests/", "open, and look at the error" },
	{ "sleep usleep nanosleep", "src/os/ src/store/engine/ tests/unit/fixture_postgres.c",
		"a loop's timer" },
	{ "getenv", "src/os/ src/cli/ src/daemon/ src/main.c tests/", "an argument or a setting" },
	{ "abort", "src/base/check.c", "check()" },
	{ "exit _exit", "src/base/check.c src/os/ src/daemon/ src/main.c src/cli/ tools/ tests/",
		"an error" },
	{ "printf puts putchar vprintf", "src/cli/ src/main.c tools/ tests/",
		"os/log.h, or a command's output" },
	{ "perror", "tools/migrations.c", "err_os" },
};

/* Wrappers of a library whose objects are freed by its own rules, or by free(). */
static const char frees_for_library[] =
	"tools/queryc.c tools/lint/source.c tests/unit/fixture_postgres.c tests/unit/test_replay.c";

static bool is_call(const struct source *s, size_t i)
{
	const struct piece *before = i > 0 ? piece_at(s, i - 1) : piece_at(s, s->len);
	bool member = piece_is(before, ".") || (piece_is(before, ">") && i > 1 &&
		piece_is(piece_at(s, i - 2), "-"));
	return !member && (piece_is(piece_at(s, i + 1), "(") || piece_is(piece_at(s, i), "goto"));
}

static void check_name(const struct source *s, const struct piece *p)
{
	for (size_t b = 0; b < sizeof banned / sizeof *banned; b++) {
		bool freed = piece_is(p, "free") && path_among(s->path, frees_for_library);
		if (path_among(p->text, banned[b].names) && !path_among(s->path, banned[b].except) &&
			!freed)
			found(s, p->line, "%.*s: use %s", STR_ARG(p->text), banned[b].instead);
	}
}

void check_banned(const struct tree *t)
{
	for (size_t f = 0; f < t->files.len; f++) {
		const struct source *s = &t->files.at[f];
		if (str_eq(s->path, STR("src/base/banned.h")))
			continue;
		for (size_t i = 0; i < s->len; i++)
			if (s->at[i].kind == NAME && is_call(s, i))
				check_name(s, &s->at[i]);
	}
}

/* ---- markup that is not escaped ---- */

static const char html_makers[] = "src/html/letter.c src/html/markdown.c src/html/html.c "
				   "src/html/sanitize.c src/html/sanitize_fill.c src/parse/";

/* `struct safe_html x = ...` or `(struct safe_html){ ... }`, unless it is empty. */
static bool makes_value(const struct source *s, size_t i)
{
	const struct piece *after = piece_at(s, i), *second = piece_at(s, i + 1);
	bool cast = piece_is(after, ")") && piece_is(second, "{");
	bool variable = after->kind == NAME && piece_is(second, "=");
	bool empty = piece_is(piece_at(s, i + (cast ? 2 : 3)), "0");
	return (cast || variable) && !empty;
}

void check_safe_html(const struct tree *t)
{
	for (size_t f = 0; f < t->files.len; f++) {
		const struct source *s = &t->files.at[f];
		if (path_among(s->path, html_makers) || path_among(s->path, "tests/"))
			continue;
		for (size_t i = 0; i < s->len; i++) {
			if (piece_is(&s->at[i], "safe_html") && makes_value(s, i + 1))
				found(s, s->at[i].line, "only %s make safe_html", html_makers);
		}
	}
}

/* ---- text ---- */

static void check_lines(const struct source *s)
{
	struct str rest = s->text, line;
	int n = 0;
	while (str_cut(&rest, '\n', &line)) {
		n++;
		if (str_ends(line, STR(" ")) || str_ends(line, STR("\t")) || str_ends(line, STR("\r")))
			found(s, n, "the line ends in white space");
		if (source_is_c(s) && str_starts(line, STR("        ")))
			found(s, n, "indent with tabs");
	}
	if (s->text.len > 0 && !str_ends(s->text, STR("\n")))
		found(s, n, "the last line has no end");
}

void check_comments(const struct tree *t)
{
	for (size_t f = 0; f < t->files.len; f++) {
		const struct source *s = &t->files.at[f];
		check_lines(s);
		bool once = false;
		for (size_t i = 0; i < s->len; i++) {
			const struct piece *p = &s->at[i];
			if (p->kind == LINE_COMMENT && !source_is(s, ".cc"))
				found(s, p->line, "write comments as /* ... */");
			bool comment = p->kind == COMMENT || p->kind == LINE_COMMENT;
			if (comment && (str_find(p->text, STR("TODO")) >= 0 ||
					str_find(p->text, STR("FIXME")) >= 0 || str_find(p->text, STR("XXX")) >= 0))
				found(s, p->line, "finish it, or write an issue, instead of a note");
			once = once || (p->directive && piece_is(p, "once"));
		}
		if (source_is(s, ".h") && !once)
			found(s, 1, "a header starts with #pragma once");
		if (str_find(s->path, STR("_util.")) >= 0 || str_find(s->path, STR("_misc.")) >= 0 ||
			str_find(s->path, STR("/util")) >= 0 || str_find(s->path, STR("/common")) >= 0 ||
			str_find(s->path, STR("helper")) >= 0)
			found(s, 1, "name the file after what it does");
	}
}

void list_unscoped(const struct tree *t)
{
	for (size_t f = 0; f < t->files.len; f++) {
		const struct source *s = &t->files.at[f];
		struct str rest = s->text, line;
		for (int n = 1; source_is(s, ".sql") && str_cut(&rest, '\n', &line); n++)
			if (str_find(line, STR("-- unscoped:")) >= 0)
				printf("%.*s:%d: %.*s\n", STR_ARG(s->path), n, STR_ARG(str_trim(line)));
	}
}
