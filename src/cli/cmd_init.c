#include "cli/commands.h"

#include "demo/demo.h"
#include "domain/account/password.h"
#include "domain/setting/setting.h"
#include "os/file.h"
#include "store/files.h"

/* Known to all, in the list of accounts: the demo is for looking around. */
#define DEMO_PASSWORD "granite otter lantern"

enum { DEMO_SEED = 1 };

static struct str accounts_text(struct cli *c, const struct demo *demo)
{
	struct buf b = buf_new(c->cx->arena, 64 * 1024);

	buf_printf(&b, "Sign in with any of these; the password is: %s\n\n", DEMO_PASSWORD);
	for (size_t i = 0; i < demo->accounts.len; i++) {
		const struct demo_account *a = &demo->accounts.at[i];
		buf_printf(&b, "  %-15.*s %-40.*s %.*s\n", STR_ARG(a->role), STR_ARG(a->email),
			STR_ARG(a->name));
	}
	return buf_str(&b);
}

static error make_demo(struct cli *c, int64_t seed)
{
	struct settings settings = settings_initial();
	CLEANUP(files_close) struct files files = { 0 };
	struct demo demo = { .seed = (uint64_t)seed, .files = &files };

	if (c->data.len == 0)
		return cli_usage(c, "the demo keeps files: say where, --data DIR");
	TRY(files_open(c->cx, path_join(c->cx, cli_path(c, c->data), STR("files")), &files));

	settings.center_name = STR("Northbeam");
	c->cx->settings = &settings;
	TRY(password_hash(c->cx, STR(DEMO_PASSWORD), &demo.password_hash));
	TRY(demo_make(c->cx, c->store, &demo));
	c->cx->settings = NULL;
	cli_print(c, "Made %" PRId64 " products, %" PRId64 " releases, %" PRId64
		" organisations, %" PRId64 " people,\n%" PRId64 " devices, %" PRId64
		" articles and %" PRId64 " cases.\n", demo.products, demo.releases,
		demo.organisations, demo.people, demo.assets, demo.articles, demo.cases);
	return file_write_atomic(c->cx,
		path_join(c->cx, cli_path(c, c->data), STR("accounts.txt")),
		accounts_text(c, &demo), 0644);
}

error cmd_init(struct cli *c)
{
	struct str given = cli_value(c, "seed");
	int64_t seed = DEMO_SEED;

	if (given.len > 0 && !cli_flag(c, "demo"))
		return cli_usage(c, "--seed is of the demo data: say --demo too");
	if (given.len > 0 && (!str_int(given, &seed) || seed < 0))
		return cli_usage(c, "--seed is a whole number from 0 on");
	TRY(cli_store(c, true));
	/* With a database elsewhere it holds files, the index and the list of accounts. */
	if (c->data.len > 0)
		TRY(dir_make(c->cx, cli_path(c, c->data), 0700));
	if (cli_flag(c, "demo")) {
		TRY(make_demo(c, seed));
		return cli_index(c); /* whoever looks around searches first */
	}
	cli_print(c, "The data folder is ready.\n"
		"Next: mainstay user add --role admin ..., then mainstay serve.\n");
	return OK;
}
