#include "cli/commands.h"

#include <signal.h>
#include <stdio.h>

#include "domain/casefile/silence.h"
#include "domain/knowledge/edit/edit.h"
#include "domain/knowledge/edit/stale.h"
#include "domain/knowledge/views.h"
#include "domain/defect/watcher.h"
#include "domain/escalation/engine.h"
#include "domain/findable/findable.h"
#include "domain/inspection/runner.h"
#include "domain/search/indexer.h"
#include "domain/search/search.h"
#include "domain/setting/setting.h"
#include "domain/target/target.h"
#include "domain/upkeep/upkeep.h"
#include "cli/control.h"
#include "domain/notify/mail_token.h"
#include "mail/in/listener.h"
#include "mail/in/poll.h"
#include "mail/in/reading.h"
#include "mail/hook.h"
#include "mail/sender.h"
#include "os/file.h"
#include "os/ipc.h"
#include "os/log.h"
#include "os/socket.h"
#include "store/files.h"
#include "web/asset.h"
#include "web/server.h"
#include "web/site/site_pages.h"

enum { STOP_PATIENCE_S = 30, PEM_MAX = 1 << 20, PERIODIC_MAX = 12 };

static error read_pem(struct cli *c, const char *option, struct str *out)
{
	struct str path = cli_value(c, option);
	return path.len > 0 ? file_read_all(c->cx, cli_path(c, path), PEM_MAX, out) : OK;
}

static error open_sockets(struct cli *c, struct server_config *config)
{
	struct str address = cli_value(c, "listen");

	config->socket_count = socket_inherited(config->sockets);
	if (config->socket_count > 0)
		return OK;
	if (address.len == 0)
		address = SERVE_ADDRESS;
	TRY(socket_listen(c->cx, address, &config->sockets[0]));
	config->socket_count = 1;
	return OK;
}

/* Until a signal to end comes; blocked before threads start, so only here. */
static void wait_for_end(const sigset_t *ends)
{
	int signal;
	sigwait(ends, &signal);
}

/* What works beside the server, for as long as cmd_serve runs. */
struct beside {
	struct control *control;
	struct engine *engine;
	struct sender *sender;
	struct listener *listener;
	struct reading *reading;
	struct polling *polling;
	struct hook_sender *hooks;
	struct indexer_thread *indexer;
	struct search *search;
	struct article_views *views;
	struct inspection_config inspection;
	struct periodic_thread *periodic[PERIODIC_MAX];
	int periodic_count;
};

static void stop_beside(struct beside *b)
{
	control_stop(b->control);
	engine_stop(b->engine);
	listener_stop(b->listener);
	polling_stop(b->polling);
	reading_stop(b->reading);
	sender_stop(b->sender);
	hook_stop(b->hooks);
	for (int i = 0; i < b->periodic_count; i++)
		periodic_stop(b->periodic[i]);
	indexer_stop(b->indexer);
	search_close(b->search);
	article_views_free(b->views);
}

/* The index lies in the data folder; a server without one finds nothing. */
static error start_search(struct cli *c, struct beside *b)
{
	struct str place = path_join(c->cx, cli_path(c, c->data), STR("search"));
	struct search_config search = { .place = place, .sources = findable };
	struct indexer_config indexer = { .place = place, .sources = findable };

	TRY(search_open(c->cx, &search, &b->search));
	return indexer_start(c->cx, c->store, &indexer, &b->indexer);
}

static error make_mail_key(struct ctx *cx, void *arg)
{
	(void)arg;
	return mail_token_ready(cx);
}

/* A port alone is one of this machine's own. */
static struct str mail_place(struct cli *c, const char *option)
{
	struct str place = cli_value(c, option);
	int64_t port;

	return str_int(place, &port) ? str_printf(c->cx->arena, "127.0.0.1:%" PRId64, port) : place;
}

/* Mail comes in where there is a folder to keep it. */
static error start_mail_in(struct cli *c, const struct server_config *s, struct beside *b)
{
	struct reading_config reading = { .store = c->store, .files = s->files, .settings = s->settings,
		.parse = IPC_FD_PARSE, .vault = s->vault };

	struct listener_config l = { .store = c->store, .files = s->files, .settings = s->settings,
		.smtp = mail_place(c, "smtp"), .lmtp = mail_place(c, "lmtp"), .cert = s->tls_cert,
		.key = s->tls_key };

	struct poll_config poll = { .store = c->store, .files = s->files, .settings = s->settings };

	TRY(reading_start(c->cx, &reading, &b->reading));
	TRY(polling_start(c->cx, &poll, &b->polling));
	if (l.smtp.len + l.lmtp.len == 0)
		return OK;
	if (cli_value(c, "mail-cert").len > 0)
		TRY(read_pem(c, "mail-cert", &l.cert));
	if (cli_value(c, "mail-key").len > 0)
		TRY(read_pem(c, "mail-key", &l.key));
	return listener_start(c->cx, &l, &b->listener);
}

static error start_one(struct cli *c, const struct periodic *work, const struct periodic_place *place,
	struct beside *b)
{
	check(b->periodic_count < PERIODIC_MAX);
	TRY(periodic_start(c->cx, work, place, &b->periodic[b->periodic_count]));
	b->periodic_count++;
	return OK;
}

/* With a data folder also what is about files; they are looked at by the parse role. */
static error start_periodic(struct cli *c, const struct server_config *s, struct beside *b)
{
	const struct periodic *const always[] = { &silence_periodic, &target_periodic,
		&article_periodic, &stale_periodic, &defect_periodic };
	struct periodic_place place = { s->store, s->settings, s->files };

	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		TRY(start_one(c, always[i], &place, b));
	struct periodic views = article_views_periodic(b->views);
	TRY(start_one(c, &views, &place, b));
	TRY(hook_start(c->cx, &place, &b->hooks));
	if (s->files == NULL)
		return OK;
	b->inspection = (struct inspection_config){ .store = s->store, .files = s->files,
		.settings = s->settings, .role = IPC_FD_PARSE };
	struct periodic inspection = inspection_periodic(&b->inspection);
	TRY(start_one(c, &inspection, &place, b));
	return start_one(c, &upkeep_periodic, &place, b);
}

error cmd_serve(struct cli *c)
{
	struct server_config config = { .build = STR(MAINSTAY_VERSION), .quiet = cli_flag(c, "quiet"),
		.origin = cli_value(c, "origin"), .trusted = cli_value(c, "trusted"),
		.routes = route_tables, .assets = asset_all,
		.parse = IPC_FD_PARSE, .vault = c->data.len > 0 ? IPC_FD_VAULT : 0, .hooks = { .viewer = site_viewer, .error_page = site_error } };
	struct files files = { 0 };
	struct server *server;
	CLEANUP(stop_beside) struct beside beside = { 0 };
	sigset_t ends;

	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	sigaction(SIGPIPE, &(struct sigaction){ .sa_handler = SIG_IGN }, NULL);

	if ((cli_value(c, "tls-cert").len > 0) != (cli_value(c, "tls-key").len > 0))
		return cli_usage(c, "--tls-cert and --tls-key go together");
	if (!setting_is_origin(config.origin))
		return cli_usage(c, "--origin is the site's address: https://support.example");
	TRY(server_check_trusted(c->cx, config.trusted));
	TRY(read_pem(c, "tls-cert", &config.tls_cert));
	TRY(read_pem(c, "tls-key", &config.tls_key));
	TRY(cli_store(c, true));
	if (c->data.len > 0) {
		TRY(files_open(c->cx, path_join(c->cx, cli_path(c, c->data), STR("files")), &files));
		config.files = &files;
	}
	config.store = c->store;
	TRY(settings_follow(c->cx, c->store, &config.settings));
	TRY(store_write(c->store, c->cx, make_mail_key, NULL));
	TRY(engine_start(c->cx, c->store, config.settings, &beside.engine));
	TRY(sender_start(c->cx, c->store, config.settings, config.vault, &beside.sender));
	config.views = beside.views = article_views_new();
	TRY(start_periodic(c, &config, &beside));
	if (c->data.len > 0) {
		TRY(start_search(c, &beside));
		config.search = beside.search;
		TRY(start_mail_in(c, &config, &beside));
		TRY(control_start(c->cx, cli_path(c, c->data), c->store, &beside.control));
	}
	TRY(open_sockets(c, &config));
	struct str name = socket_name(c->cx->arena, config.sockets[0]);
	TRY(server_start(c->cx, &config, &server));
	log_info("serve", 0, str_printf(c->cx->arena, "serving on http%s://%.*s",
		config.tls_cert.len ? "s" : "", STR_ARG(name)));

	wait_for_end(&ends);

	server_stop(server, (seconds){ STOP_PATIENCE_S });
	return article_views_flush(c->cx, c->store, beside.views);
}
