#include "cli/commands.h"

const struct cli_option cli_store_options[] = {
	{ "data", "DIR", "the data folder" },
	{ "db", "URL", "postgresql://... instead of the folder's own database" },
	{ 0 },
};

/* One line each; commands that share a first word stand together. */
const struct command commands[] = {
	{ "init", "", "Make a data folder", cmd_init, false,
		{ { "demo", NULL, "with the Northbeam Networks demo center" },
			{ "seed", "N", "of the demo data; default 1" }, { 0 } } },
	{ "serve", "", "Run the center", cmd_serve, false,
		{ { "listen", "HOST:PORT", "default 127.0.0.1:8080" },
			{ "tls-cert", "FILE", "PEM certificate chain" },
			{ "tls-key", "FILE", "PEM private key" },
			{ "origin", "URL", "as people reach it: https://support.example" },
			{ "trusted", "LIST", "proxies whose forwarded headers count" },
			{ "quiet", NULL, "no access log" }, { 0 } } },
	{ "migrate", "", "Bring the database to this program's schema", cmd_migrate, false, { { 0 } } },
	{ "check", "", "Look for damage; exit 0 when sound", cmd_check, true,
		{ { "json", NULL, "as JSON" }, { 0 } } },
	{ "user add", "", "Add a person", cmd_user_add, true,
		{ { "email", "E", "address" }, { "name", "N", "name" },
			{ "role", "ROLE", "customer, agent, manager, admin, ...; several with commas" },
			{ "organisation", "O", "for customers; made when it is new" },
			{ "phone", "P", "in international form" },
			{ "password-stdin", NULL, "read the password from standard input" }, { 0 } } },
	{ "user list", "", "List people", cmd_user_list, true,
		{ { "find", "TEXT", "part of a name or address" }, { "json", NULL, "as JSON" }, { 0 } } },
	{ "user disable", "", "End a person's access at once", cmd_user_disable, true,
		{ { "email", "E", "address" }, { 0 } } },
	{ "user passwd", "", "Set a password", cmd_user_passwd, true,
		{ { "email", "E", "address" },
			{ "password-stdin", NULL, "read the password from standard input" }, { 0 } } },
	{ "token create", "", "Make an API token; it is the last word printed", cmd_token_create, true,
		{ { "user", "E", "whose" }, { "name", "N", "for the list" }, { 0 } } },
	{ "escalation replay", "FILE", "Run the ladder rules over a history", cmd_escalation_replay,
		false, { { 0 } } },
	{ "routes", "", "Print every route with its permission", cmd_routes, false, { { 0 } } },
	{ "version", "", "Print the version", cmd_version, false, { { 0 } } },
	{ 0 },
};
