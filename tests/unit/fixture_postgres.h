/* fixture_postgres.h - a server for the tests, private to the fixture */
#pragma once

#include "base/ctx.h"

/* A fresh migrated database; the server is started, and the model made, on first use. */
error fixture_postgres(struct ctx *, struct str *ret_url);
error fixture_postgres_drop(struct ctx *);
void fixture_postgres_end(void);
/* Makes one for this run, in memory where that can be; those of dead runs are removed. */
char *fixture_folder(struct arena *, const char *what);
/* Removes a folder with all in it. */
void fixture_remove(const char *dir);
