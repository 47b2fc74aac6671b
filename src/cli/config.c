#include "cli/config.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "cli/cli.h"
#include "os/file.h"

enum { NAMES_MAX = CLI_OPTIONS_MAX + 2, ADDED_MAX = 2 * NAMES_MAX, VARIABLE_MAX = 64 };

struct config {
	struct ctx *cx;
	const struct cli_option *options[NAMES_MAX]; /* those of all commands, then serve's */
	struct str values[NAMES_MAX];
	size_t count, common;
	struct str file;
};

static void add_options(struct config *c, const struct cli_option *options)
{
	for (size_t i = 0; options[i].name != NULL && c->count < NAMES_MAX; i++)
		if (!str_eq(str_from(options[i].name), STR("config")))
			c->options[c->count++] = &options[i];
}

static const struct command *serve(void)
{
	const struct command *k = commands;
	while (!str_eq(str_from(k->name), STR("serve")))
		k++;
	return k;
}

/* Whether the nth word is --NAME or --NAME=VALUE. */
static bool is_option(struct words w, int n, struct str name)
{
	struct str word = str_from(w.at[n]);

	return str_starts(word, STR("--")) && str_starts(str_skip(word, 2), name) &&
		(word.len == name.len + 2 || word.at[name.len + 2] == '=');
}

static bool is_given(struct words w, struct str name)
{
	for (int i = 1; i < w.count; i++)
		if (is_option(w, i, name))
			return true;
	return false;
}

static bool stands_apart(struct words w, int n, struct str name)
{
	return str_from(w.at[n]).len == name.len + 2 && n + 1 < w.count;
}

struct str words_value(struct words w, struct str name)
{
	struct str found = { 0 };

	for (int i = 1; i < w.count; i++)
		if (is_option(w, i, name))
			found = stands_apart(w, i, name) ? str_from(w.at[++i])
							 : str_skip(str_from(w.at[i]), name.len + 3);
	return found;
}

static void copy_without(struct words given, struct str name, struct words *out)
{
	for (int i = 0; i < given.count; i++)
		if (!is_option(given, i, name))
			out->at[out->count++] = given.at[i];
		else if (stands_apart(given, i, name))
			i++;
}

/* --- the environment --- */

static struct str variable(const char *option)
{
	char name[VARIABLE_MAX] = "MAINSTAY_";
	size_t n = 9;

	for (const char *p = option; *p != '\0' && n + 1 < sizeof name; p++)
		name[n++] = *p == '-' ? '_' : (char)(*p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p);
	name[n] = '\0';
	const char *value = getenv(name);
	return value != NULL ? str_from(value) : (struct str){ 0 };
}

static void read_environment(struct config *c)
{
	for (size_t i = 0; i < c->count; i++)
		c->values[i] = variable(c->options[i]->name);
}

/* --- the file --- */

static error wrong(struct config *c, int line, const char *what, struct str name)
{
	return err_new(c->cx, ERR_INVALID, "%.*s:%d: %s '%.*s'", STR_ARG(c->file), line, what,
		STR_ARG(name));
}

static error unknown(struct config *c, int line, struct str name)
{
	struct buf b = buf_new(c->cx->arena, 4096);

	for (size_t i = 0; i < c->count; i++)
		buf_printf(&b, "%s%s", i > 0 ? ", " : "", c->options[i]->name);
	return err_new(c->cx, ERR_INVALID, "%.*s:%d: no setting '%.*s'; there are %.*s",
		STR_ARG(c->file), line, STR_ARG(name), STR_ARG(buf_str(&b)));
}

static error read_line(struct config *c, int number, struct str line, struct str *from_file)
{
	ptrdiff_t equals = str_find_char(line, '=');

	if (equals < 0)
		return wrong(c, number, "write NAME = VALUE, not", line);
	struct str name = str_trim(str_sub(line, 0, (size_t)equals));
	struct str value = str_trim(str_skip(line, (size_t)equals + 1));
	size_t at = 0;
	while (at < c->count && !str_eq(str_from(c->options[at]->name), name))
		at++;
	if (at == c->count)
		return unknown(c, number, name);
	if (value.len == 0)
		return wrong(c, number, "no value after", name);
	if (from_file[at].len > 0)
		return wrong(c, number, "a second value for", name);
	from_file[at] = value;
	return OK;
}

static error read_file(struct config *c)
{
	struct str from_file[NAMES_MAX] = { 0 }, text, line;
	int number = 0;

	TRY(file_read_all(c->cx, c->file, CONFIG_FILE_MAX, &text));
	if (!utf8_is_text(text))
		return err_new(c->cx, ERR_INVALID, "%.*s is not UTF-8 text", STR_ARG(c->file));
	while (str_cut(&text, '\n', &line)) {
		line = str_trim(line);
		number++;
		if (line.len > 0 && line.at[0] != '#')
			TRY(read_line(c, number, line, from_file));
	}
	for (size_t i = 0; i < c->count; i++)
		if (c->values[i].len == 0)
			c->values[i] = from_file[i];
	return OK;
}

/* --- the words --- */

/* The first of the options, where the command line does not say them. */
static error add_words(struct config *c, size_t count, struct words *out)
{
	struct arena *a = c->cx->arena;

	for (size_t i = 0; i < count; i++) {
		const struct cli_option *o = c->options[i];
		struct str name = str_from(o->name), value = c->values[i];
		bool is_flag = o->value == NULL;
		if (value.len == 0 || is_given(*out, name) || (is_flag && str_eq(value, STR("no"))))
			continue;
		if (is_flag && !str_eq(value, STR("yes")))
			return err_new(c->cx, ERR_INVALID, "%s is yes or no, not '%.*s'", o->name,
				STR_ARG(value));
		struct str word = is_flag ? str_concat(a, STR("--"), name)
					  : str_printf(a, "--%s=%.*s", o->name, STR_ARG(value));
		out->at[out->count++] = str_c(a, word);
	}
	out->at[out->count] = NULL;
	return OK;
}

error config_words(struct ctx *cx, struct words given, struct words *out)
{
	struct str option = STR("config");
	struct config c = { .cx = cx, .file = words_value(given, option) };
	bool serves = given.count > 1 && str_eq(str_from(given.at[1]), STR("serve"));

	*out = (struct words){ .at = arena_array(cx->arena, char *, (size_t)given.count + ADDED_MAX + 1) };
	copy_without(given, option, out);
	add_options(&c, cli_store_options);
	c.common = c.count;
	add_options(&c, serve()->options);
	if (is_given(given, option) && c.file.len == 0)
		return err_new(cx, ERR_INVALID, "--config needs a file");
	if (c.file.len == 0)
		c.file = variable("config");
	read_environment(&c);
	if (c.file.len > 0)
		TRY(read_file(&c));
	bool has_command = out->count > 1 && !str_starts(str_from(out->at[1]), STR("-"));
	return add_words(&c, !has_command ? 0 : serves ? c.count : c.common, out);
}
