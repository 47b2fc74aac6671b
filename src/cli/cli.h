/*
 * cli.h - commands
 *
 * A command is one file cmd_X.c and one line in commands.c. It reads its options,
 * calls verbs of the domain as the program itself, and prints to cli->out. What it
 * prints goes to standard output, errors to standard error, and the exit code is
 * err_exit_code's.
 *
 * SQLite has one writing process. When a server has the data folder, a command that
 * writes is handed to it over DATA/control.sock (control.h) and runs there.
 */
#pragma once

#include "base/buf.h"
#include "base/ctx.h"
#include "store/store.h"

enum { CLI_OPTIONS_MAX = 24, CLI_ARGS_MAX = 64, CLI_INPUT_MAX = 64 * 1024 * 1024,
	CLI_OUTPUT_MAX = 256 * 1024 * 1024 };

#define SERVE_ADDRESS STR("127.0.0.1:8080") /* of the server, unless it is told another */

struct cli_option {
	const char *name;  /* "data": --data */
	const char *value; /* "DIR"; NULL: a flag */
	const char *help;
};

struct cli;

struct command {
	const char *name;     /* "user add" */
	const char *args;     /* "FILE", or "" */
	const char *summary;
	error (*run)(struct cli *);
	bool forward;         /* runs in the server when one has the data folder */
	struct cli_option options[CLI_OPTIONS_MAX];
	bool mail_codes;      /* exits as a mail server wants it: sysexits.h */
};

extern const struct command commands[]; /* ends with a NULL name */
extern const struct cli_option cli_store_options[]; /* data, db: every command takes them */

struct cli {
	struct ctx *cx;
	const struct command *command;
	struct str values[CLI_OPTIONS_MAX]; /* by the option's index; .at NULL: not given */
	struct str data, db;
	struct str args[CLI_ARGS_MAX];
	size_t arg_count;
	struct str input;       /* standard input, when an option asked for it */
	bool has_input;
	struct str folder;      /* paths in arguments are relative to this */
	struct buf out;
	struct store *store;    /* open after cli_store */
	bool in_server;
	int argc;
	char **argv;
};

int cli_main(int argc, char **argv);

/* The value of an option, "" when not given. */
struct str cli_value(const struct cli *, const char *name);
bool cli_flag(const struct cli *, const char *name);
/* The nth argument; ERR_INVALID with the usage when it is missing. */
NODISCARD error cli_arg(struct cli *, size_t n, const char *what, struct str *out);
/* An argument that names a file, from where the person stands. */
struct str cli_path(struct cli *, struct str);
/* Standard input, at most CLI_INPUT_MAX. */
NODISCARD error cli_input(struct cli *, struct str *out);
void cli_print(struct cli *, const char *fmt, ...) PRINTF(2, 3);

/* Opens the store of --data or --db; migrated when `create`. */
NODISCARD error cli_store(struct cli *, bool create);
/* The same, of what is there already. */
NODISCARD error cli_store_migrate(struct cli *);
/* The same, for rows that can be made again: a power cut may lose them. */
NODISCARD error cli_store_forgetful(struct cli *);
/* The same, to read beside a server. */
NODISCARD error cli_store_read(struct cli *);
/* Brings the index in --data up to date when no server does: the folder is ours then. */
NODISCARD error cli_index(struct cli *);
/* Runs work on the writer. */
NODISCARD error cli_write(struct cli *, store_work, void *arg);
/* A usage error. */
NODISCARD error cli_usage(struct cli *, const char *text);

/* Runs parsed words; for main and for the server's control socket. */
NODISCARD error cli_run(struct cli *, int argc, char **argv);
