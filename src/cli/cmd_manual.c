/*
 * cmd_manual.c - the manual page, in the language of mdoc(7)
 *
 * Made from the table of commands, so that it says what this program takes. The build
 * installs it as mainstay(1).
 */
#include "cli/commands.h"

static const struct str head = STR_INIT(
	".Dd 2026\n"
	".Dt MAINSTAY 1\n"
	".Os\n"
	".Sh NAME\n"
	".Nm mainstay\n"
	".Nd customer support center\n"
	".Sh SYNOPSIS\n"
	".Nm\n"
	".Ar command\n"
	".Op Ar argument ...\n"
	".Op Ar options\n"
	".Sh DESCRIPTION\n"
	".Nm\n"
	"runs a customer support center: cases with their escalation, a Knowledge Base, one\n"
	"search, and the people and products that they are about.\n"
	"It keeps everything in one data folder, or its tables in a PostgreSQL database.\n"
	".Pp\n"
	"A command that writes is handed to the server, when one has the data folder.\n"
	".Pp\n"
	"The commands are:\n"
	".Bl -tag -width Ds\n");

static const struct str middle = STR_INIT(
	".El\n"
	".Pp\n"
	"Every command takes:\n"
	".Bl -tag -width Ds\n");

static const struct str tail = STR_INIT(
	".El\n"
	".Sh ENVIRONMENT\n"
	".Bl -tag -width LISTEN_FDS\n"
	".It Ev MAINSTAY_DATA , MAINSTAY_DB , MAINSTAY_LISTEN ...\n"
	"For\n"
	".Fl \\-data ,\n"
	".Fl \\-db\n"
	"and each option of\n"
	".Cm serve ,\n"
	"where it is not given.\n"
	".It Ev MAINSTAY_CONFIG\n"
	"For\n"
	".Fl \\-config .\n"
	"What neither an option nor a variable says is looked up in that file, in lines like\n"
	".Ql listen = 127.0.0.1:8080 .\n"
	".It Ev LISTEN_FDS\n"
	"How many sockets the service manager has opened for\n"
	".Cm serve .\n"
	".El\n"
	".Sh FILES\n"
	"Of the data folder:\n"
	".Bl -tag -width mainstay.db\n"
	".It Pa mainstay.db\n"
	"the tables (SQLite)\n"
	".It Pa files\n"
	"what was attached, by its SHA-256\n"
	".It Pa search\n"
	"the index of the search, which can be built anew\n"
	".It Pa vault\n"
	"private keys\n"
	".El\n"
	".Sh EXIT STATUS\n"
	".Bl -tag -width Ds\n"
	".It 0\n"
	"done\n");

static const struct str end = STR_INIT(
	".El\n"
	".Sh EXAMPLES\n"
	"A demo center, and its server:\n"
	".Bd -literal -offset indent\n"
	"mainstay init \\-\\-data center \\-\\-demo\n"
	"mainstay serve \\-\\-data center \\-\\-listen 127.0.0.1:8080\n"
	".Ed\n");

/* Text for roff: a backslash begins an escape, and so does a dot at the start of a line. */
static void put_text(struct buf *out, struct str s)
{
	if (s.len > 0 && (s.at[0] == '.' || s.at[0] == '\''))
		buf_put(out, STR("\\&"));
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '\\')
			buf_put(out, STR("\\e"));
		else if (s.at[i] == '-')
			buf_put(out, STR("\\-"));
		else
			buf_char(out, s.at[i]);
	}
}

static void put_option(struct buf *out, const struct cli_option *o)
{
	buf_put(out, STR(".It Fl \\-"));
	put_text(out, str_from(o->name));
	if (o->value != NULL) {
		buf_put(out, STR(" Ar "));
		put_text(out, str_from(o->value));
	}
	buf_char(out, '\n');
	put_text(out, str_from(o->help));
	buf_char(out, '\n');
}

static void put_command(struct buf *out, const struct command *k)
{
	buf_put(out, STR(".It Cm "));
	put_text(out, str_from(k->name));
	if (*k->args != '\0') {
		buf_put(out, STR(" Ar "));
		put_text(out, str_from(k->args));
	}
	buf_char(out, '\n');
	put_text(out, str_from(k->summary));
	buf_put(out, STR(".\n"));
	if (k->options[0].name == NULL)
		return;
	buf_put(out, STR(".Bl -tag -width Ds\n"));
	for (size_t i = 0; i < CLI_OPTIONS_MAX && k->options[i].name != NULL; i++)
		put_option(out, &k->options[i]);
	buf_put(out, STR(".El\n"));
}

/* One line a code: several kinds of errors may share it. */
static void put_codes(struct buf *out)
{
	for (int code = 1; code <= UINT8_MAX; code++) {
		const char *before = "";
		for (enum err_kind kind = ERR_NONE + 1; kind < ERR_KINDS; kind++) {
			struct err e = { .kind = kind };
			if (err_exit_code(&e) != code)
				continue;
			if (*before == '\0')
				buf_printf(out, ".It %d\n", code);
			buf_put(out, str_from(before));
			put_text(out, err_kind_name(kind));
			before = ", ";
		}
		if (*before != '\0')
			buf_char(out, '\n');
	}
}

error cmd_manual(struct cli *c)
{
	struct buf *out = &c->out;

	buf_put(out, head);
	for (const struct command *k = commands; k->name != NULL; k++)
		put_command(out, k);
	buf_put(out, middle);
	for (const struct cli_option *o = cli_store_options; o->name != NULL; o++)
		put_option(out, o);
	buf_put(out, tail);
	put_codes(out);
	buf_put(out, end);
	return OK;
}
