#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "cli/control.h"
#include "domain/account/permission.h"
#include "domain/findable/findable.h"
#include "domain/search/indexer.h"
#include "os/file.h"

struct str cli_value(const struct cli *c, const char *name)
{
	for (size_t i = 0; i < CLI_OPTIONS_MAX && c->command->options[i].name != NULL; i++)
		if (strcmp(c->command->options[i].name, name) == 0)
			return c->values[i].at ? c->values[i] : STR("");
	return STR("");
}

bool cli_flag(const struct cli *c, const char *name)
{
	return cli_value(c, name).len > 0;
}

error cli_usage(struct cli *c, const char *text)
{
	return err_new(c->cx, ERR_INVALID, "%s; see mainstay %s --help", text, c->command->name);
}

error cli_arg(struct cli *c, size_t n, const char *what, struct str *out)
{
	if (n >= c->arg_count)
		return cli_usage(c, str_c(c->cx->arena, str_printf(c->cx->arena, "%s is missing", what)));
	*out = c->args[n];
	return OK;
}

struct str cli_path(struct cli *c, struct str path)
{
	bool whole = path.len == 0 || path.at[0] == '/' || c->folder.len == 0;
	return whole ? path : path_join(c->cx, c->folder, path);
}

void cli_print(struct cli *c, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	buf_vprintf(&c->out, fmt, args);
	va_end(args);
}

error cli_input(struct cli *c, struct str *out)
{
	if (!c->has_input) {
		struct buf b = buf_new(c->cx->arena, CLI_INPUT_MAX);
		ssize_t got;
		do {
			char *room = buf_room(&b, 64 * 1024);
			if (room == NULL)
				return err_new(c->cx, ERR_LIMIT, "standard input is larger than 64 MiB");
			got = read(STDIN_FILENO, room, 64 * 1024);
			if (got > 0)
				buf_wrote(&b, (size_t)got);
		} while (got > 0 || (got < 0 && errno == EINTR));
		c->input = buf_str(&b);
		c->has_input = true;
	}
	*out = c->input;
	return OK;
}

static error open_store(struct cli *c, struct store_config config)
{
	if (c->store != NULL)
		return OK;
	if (c->db.len > 0) {
		config.url = c->db;
	} else {
		if (c->data.len == 0)
			return cli_usage(c, "say which data folder: --data DIR");
		struct str path = cli_path(c, c->data);
		if (config.create)
			TRY(dir_make(c->cx, path, 0700));
		config.url = str_printf(c->cx->arena, "sqlite:%.*s/mainstay.db", STR_ARG(path));
	}
	return store_open(c->cx, &config, &c->store);
}

error cli_store(struct cli *c, bool create)
{
	return open_store(c, (struct store_config){ .create = create, .migrate = create });
}

error cli_store_forgetful(struct cli *c)
{
	return open_store(c, (struct store_config){ .forgetful = true });
}

error cli_store_migrate(struct cli *c)
{
	return open_store(c, (struct store_config){ .migrate = true });
}

error cli_store_read(struct cli *c)
{
	TRY(open_store(c, (struct store_config){ .read_only = true }));
	return store_reader(c->cx, c->store, &c->cx->db);
}

error cli_index(struct cli *c)
{
	struct indexer_config config = { .sources = findable,
		.place = path_join(c->cx, cli_path(c, c->data), STR("search")) };
	struct indexer *indexer;

	TRY(store_reader(c->cx, c->store, &c->cx->db));
	TRY(indexer_open(c->cx, &config, &indexer));
	error e = indexer_drain(c->cx, indexer);
	indexer_close(indexer);
	return e;
}

error cli_write(struct cli *c, store_work work, void *arg)
{
	return store_write(c->store, c->cx, work, arg);
}

static const struct command *find(struct ctx *cx, int argc, char **argv, int *ret_words)
{
	for (const struct command *k = commands; k->name != NULL; k++) {
		struct str rest = str_from(k->name), part;
		int words = 0;
		bool fits = true;
		while (fits && str_cut(&rest, ' ', &part)) {
			fits = words + 1 < argc && str_eq(str_from(argv[words + 1]), part);
			words++;
		}
		if (fits) {
			*ret_words = words;
			return k;
		}
	}
	(void)cx;
	return NULL;
}

static void print_options(struct buf *out, const struct cli_option *options)
{
	for (size_t i = 0; i < CLI_OPTIONS_MAX && options[i].name != NULL; i++) {
		const char *value = options[i].value ? options[i].value : "";
		buf_printf(out, "  --%s %-*s %s\n", options[i].name,
			(int)(22 - strlen(options[i].name)), value, options[i].help);
	}
}

static void print_help(struct cli *c)
{
	const struct command *k = c->command;
	cli_print(c, "usage: mainstay %s%s%s [options]\n\n%s.\n\n", k->name, *k->args ? " " : "",
		k->args, k->summary);
	print_options(&c->out, k->options);
	print_options(&c->out, cli_store_options);
}

static void print_commands(struct buf *out)
{
	buf_put(out, STR("usage: mainstay COMMAND [options]\n\n"));
	for (const struct command *k = commands; k->name != NULL; k++)
		buf_printf(out, "  %-20s %s\n", k->name, k->summary);
	buf_put(out, STR("\nmainstay COMMAND --help says more.\n"));
}

/* Where an option's value goes; NULL when the command has no such option. */
static struct str *place_of(struct cli *c, struct str name, bool *ret_takes_value)
{
	*ret_takes_value = true;
	if (str_eq(name, STR("data")))
		return &c->data;
	if (str_eq(name, STR("db")))
		return &c->db;
	for (size_t i = 0; i < CLI_OPTIONS_MAX && c->command->options[i].name != NULL; i++) {
		if (!str_eq(str_from(c->command->options[i].name), name))
			continue;
		*ret_takes_value = c->command->options[i].value != NULL;
		return &c->values[i];
	}
	return NULL;
}

/* "FILE" is one; "" is none. */
static size_t args_max(const struct command *k)
{
	struct str rest = str_from(k->args), part;
	size_t n = 0;
	while (str_cut(&rest, ' ', &part))
		n++;
	return n;
}

static error parse(struct cli *c, int argc, char **argv)
{
	size_t most = args_max(c->command);
	for (int i = 0; i < argc; i++) {
		struct str word = str_from(argv[i]);
		bool takes_value;
		if (!str_starts(word, STR("--")) || word.len == 2) {
			if (c->arg_count == most)
				return err_new(c->cx, ERR_INVALID,
					"too many arguments, from '%.*s' on; see mainstay %s --help",
					STR_ARG(word), c->command->name);
			c->args[c->arg_count++] = word;
			continue;
		}
		struct str name = str_skip(word, 2), value = { 0 };
		ptrdiff_t equals = str_find_char(name, '=');
		if (equals > 0) {
			value = str_skip(name, (size_t)equals + 1);
			name = str_sub(name, 0, (size_t)equals);
		}
		struct str *place = place_of(c, name, &takes_value);
		if (place == NULL)
			return err_new(c->cx, ERR_INVALID, "no option --%.*s; see mainstay %s --help",
				STR_ARG(name), c->command->name);
		if (!takes_value && equals > 0)
			return err_new(c->cx, ERR_INVALID, "--%.*s takes no value", STR_ARG(name));
		if (!takes_value)
			value = STR("yes");
		else if (equals < 0 && i + 1 < argc)
			value = str_from(argv[++i]);
		if (value.len == 0)
			return err_new(c->cx, ERR_INVALID, "--%.*s needs a value", STR_ARG(name));
		*place = value;
	}
	return OK;
}

static bool wants_help(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

/* Text from outside: what is stored or printed of it must be text. */
static error check_words(struct cli *c, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (!utf8_is_text(str_from(argv[i])))
			return err_new(c->cx, ERR_INVALID,
				"word %d of the command is not UTF-8 text: '%.*s'", i,
				STR_ARG(utf8_clean(c->cx->arena, str_from(argv[i]))));
	return OK;
}

error cli_run(struct cli *c, int argc, char **argv)
{
	int words = 0;
	TRY(check_words(c, argc, argv));
	c->argc = argc;
	c->argv = argv;
	c->command = find(c->cx, argc, argv, &words);
	if (c->command == NULL) {
		bool asked = argc < 2 || wants_help(argc, argv) || strcmp(argv[1], "help") == 0;
		if (!asked)
			return err_new(c->cx, ERR_INVALID, "no command '%s'; see mainstay --help",
				argv[1]);
		print_commands(&c->out);
		return OK;
	}
	if (wants_help(argc, argv)) {
		print_help(c);
		return OK;
	}
	TRY(parse(c, argc - 1 - words, argv + 1 + words));
	if (c->command->forward && !c->in_server && c->db.len == 0) {
		bool done;
		TRY(control_forward(c, &done));
		if (done)
			return OK;
	}
	return c->command->run(c);
}

/* sysexits.h, as mail servers read it. */
enum { MAIL_TOO_LARGE = 65, MAIL_NO_USER = 67, MAIL_LATER = 75 };

/*
 * What sends a message back: nobody takes mail there, or it is too large. All else is for
 * now: whoever set the center up wrong must not lose mail.
 */
static int mail_code(error e)
{
	return err_is(e, ERR_DENIED) ? MAIL_NO_USER : err_is(e, ERR_LIMIT) ? MAIL_TOO_LARGE : MAIL_LATER;
}

/* One error, one line: libraries say more than that. */
static void complain(struct ctx *cx, const char *before, struct str text)
{
	struct str line = utf8_clean(cx->arena, text), part;
	fputs(before, stderr);
	while (str_cut(&line, '\n', &part)) {
		struct str words = str_trim(part);
		fprintf(stderr, "%.*s%s", STR_ARG(words), line.len > 0 ? " " : "");
	}
	fputc('\n', stderr);
}

int cli_main(int argc, char **argv)
{
	AUTO_ARENA arena = arena_create();
	char folder[4096];
	struct ctx cx = { .arena = arena, .now = instant_now(), .actor = &actor_system };
	struct cli c = { .cx = &cx, .out = buf_new(arena, CLI_OUTPUT_MAX) };
	if (getcwd(folder, sizeof folder) != NULL)
		c.folder = str_from(folder);

	error e = cli_run(&c, argc, argv);
	if (c.out.len > 0)
		fwrite(c.out.at, 1, c.out.len, e == OK ? stdout : stderr);
	fflush(stdout);
	store_close(c.store);
	if (e == OK)
		return 0;
	for (const struct err_at_field *f = e->fields; f != NULL; f = f->next)
		complain(&cx, "mainstay: ", str_printf(arena, "%.*s%s%.*s", STR_ARG(f->field),
			f->field.len ? ": " : "", STR_ARG(f->text)));
	if (e->fields == NULL)
		complain(&cx, "mainstay: ", e->text);
	for (error cause = e->cause; cause != OK; cause = cause->cause)
		complain(&cx, "  because: ", cause->text);
	return c.command != NULL && c.command->mail_codes ? mail_code(e) : err_exit_code(e);
}
