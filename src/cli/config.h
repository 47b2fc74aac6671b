/*
 * config.h - options of a command from the environment and a file
 *
 * What a command line does not say, the environment may (MAINSTAY_LISTEN for --listen,
 * MAINSTAY_TLS_CERT for --tls-cert), and after it a file, named by --config or by
 * MAINSTAY_CONFIG:
 *
 *	# comment
 *	data = /var/lib/mainstay
 *	listen = 127.0.0.1:8080
 *	quiet = yes
 *
 * Both know the options of `serve`, and --data and --db, which every command takes. A
 * command gets those that it has, so that one file serves them all. They are added to
 * the words in memory: a password in a URL is not seen in the list of processes.
 */
#pragma once

#include "base/ctx.h"

enum { CONFIG_FILE_MAX = 64 * 1024 };

struct words {
	int count;
	char **at; /* ends with NULL, as main's */
};

/* The value after --NAME or --NAME=, the last when there are several; empty when not given. */
struct str words_value(struct words, struct str name);

/*
 * `given` with what the environment and the file add, in the arena; --config is taken
 * out. ERR_INVALID with file, line and what is wrong: a name that is none, twice, or
 * without a value. ERR_NOT_FOUND: there is no such file.
 */
NODISCARD error config_words(struct ctx *, struct words given, struct words *out);
