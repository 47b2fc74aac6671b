#include <glob.h>
#include <grp.h>
#include <libpq-fe.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/file.h"
#include "tests/unit/fixture.h"
#include "tests/unit/fixture_postgres.h"

enum { START_MS = 30000, STEP_MS = 20 };

static char dir[64];      /* of the cluster; "" when it is not ours */
static char bin[128];     /* where initdb and postgres are */
static pid_t server;      /* 0: none of ours */
static char base_url[256];
static bool model_made;
static int made;

/* The server refuses to run as root: then its own user does. */
static bool become_postgres(void)
{
	struct passwd *user = geteuid() == 0 ? getpwnam("postgres") : NULL;
	if (geteuid() != 0)
		return true;
	return user != NULL && initgroups("postgres", user->pw_gid) == 0 &&
		setgid(user->pw_gid) == 0 && setuid(user->pw_uid) == 0;
}

/* argv[0] is set here: by it the program finds its own folder. */
static pid_t start(const char *program, char *argv[])
{
	pid_t pid = fork();
	if (pid != 0)
		return pid;
	char path[256];
	snprintf(path, sizeof path, "%s/%s", bin, program);
	if (!become_postgres() || chdir("/") != 0)
		_exit(126);
	/* It goes with the runner, also when that is killed. */
	prctl(PR_SET_PDEATHSIG, SIGQUIT);
	FILE *log = freopen("/dev/null", "r", stdin);
	char log_path[96];
	snprintf(log_path, sizeof log_path, "%s/log", dir);
	if (log == NULL || freopen(log_path, "a", stdout) == NULL ||
		freopen(log_path, "a", stderr) == NULL)
		_exit(126);
	argv[0] = path;
	execv(path, argv);
	_exit(127);
}

static bool find_programs(void)
{
	glob_t found;
	bool ok = glob("/usr/lib/postgresql/*/bin/initdb", 0, NULL, &found) == 0;
	if (ok) {
		const char *last = found.gl_pathv[found.gl_pathc - 1];
		snprintf(bin, sizeof bin, "%.*s", (int)(strrchr(last, '/') - last), last);
		globfree(&found);
	}
	return ok;
}

static bool make_cluster(void)
{
	char data[80], *initdb[] = { NULL, "-D", data, "-A", "trust", "-U", "postgres", "-E",
		"UTF8", "--locale=C", "--no-sync", NULL };
	int status;
	AUTO_ARENA arena = arena_create();
	snprintf(dir, sizeof dir, "%s", fixture_folder(arena, "pg"));
	struct passwd *user = getpwnam("postgres");
	if (geteuid() == 0 && (user == NULL || chown(dir, user->pw_uid, user->pw_gid) != 0))
		return false;
	snprintf(data, sizeof data, "%s/data", dir);
	pid_t pid = start("initdb", initdb);
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

static bool start_server(void)
{
	char data[80], *postgres[] = { NULL, "-D", data, "-k", dir, "-c", "listen_addresses=",
		"-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off",
		"-c", "shared_buffers=64MB", "-c", "max_connections=60", "-c", "autovacuum=off",
		NULL };
	snprintf(data, sizeof data, "%s/data", dir);
	server = start("postgres", postgres);
	snprintf(base_url, sizeof base_url, "postgresql:///postgres?host=%s&user=postgres", dir);
	for (int waited = 0; server > 0 && waited < START_MS; waited += STEP_MS) {
		if (PQping(base_url) == PQPING_OK)
			return true;
		poll(NULL, 0, STEP_MS);
	}
	return false;
}

static error find_server(struct ctx *cx)
{
	const char *given = getenv("MAINSTAY_TEST_POSTGRES");
	if (base_url[0] != '\0')
		return OK;
	if (given != NULL) {
		snprintf(base_url, sizeof base_url, "%s", given);
		return OK;
	}
	if (!find_programs())
		return err_new(cx, ERR_UNAVAILABLE,
			"no PostgreSQL server: install postgresql, or set MAINSTAY_TEST_POSTGRES");
	if (!make_cluster() || !start_server())
		return err_new(cx, ERR_UNAVAILABLE, "PostgreSQL does not start: see %s/log", dir);
	return OK;
}

/* The same server, another database: the path of the URL is replaced. */
static struct str url_of(struct ctx *cx, const char *database)
{
	struct str url = str_from(base_url);
	size_t host = (size_t)str_find(url, STR("://")) + 3;
	struct str rest = str_skip(url, host);
	ptrdiff_t options = str_find_char(rest, '?'), slash = str_find_char(rest, '/');
	struct str tail = options < 0 ? STR("") : str_skip(rest, (size_t)options);
	size_t end = slash >= 0 ? (size_t)slash : options >= 0 ? (size_t)options : rest.len;
	return str_printf(cx->arena, "%.*s/%s%.*s", STR_ARG(str_sub(url, 0, host + end)),
		database, STR_ARG(tail));
}

static error server_run(struct ctx *cx, const char *sql)
{
	PGconn *conn = PQconnectdb(base_url);
	PGresult *result = PQexec(conn, sql);
	error e = OK;
	if (PQresultStatus(result) != PGRES_COMMAND_OK)
		e = err_new(cx, ERR_UNAVAILABLE, "%s: %s", sql, PQerrorMessage(conn));
	PQclear(result);
	PQfinish(conn);
	return e;
}

static error make_model(struct ctx *cx, const char *name)
{
	struct store *store;
	struct str url = url_of(cx, name);
	struct store_config config = { .url = url, .migrate = true, .forgetful = true, .writers = 1 };
	TRY(server_run(cx, str_printf(cx->arena, "CREATE DATABASE %s", name).at));
	TRY(store_open(cx, &config, &store));
	store_close(store);
	model_made = true;
	return OK;
}

error fixture_postgres(struct ctx *cx, struct str *ret_url)
{
	char model[64], name[64];
	snprintf(model, sizeof model, "mainstay_%d_model", getpid());
	snprintf(name, sizeof name, "mainstay_%d_%d", getpid(), ++made);
	TRY(find_server(cx));
	if (!model_made)
		TRY(make_model(cx, model));
	TRY(server_run(cx,
		str_printf(cx->arena, "CREATE DATABASE %s TEMPLATE %s", name, model).at));
	*ret_url = url_of(cx, name);
	return OK;
}

error fixture_postgres_drop(struct ctx *cx)
{
	if (made == 0)
		return OK;
	return server_run(cx, str_printf(cx->arena,
		"DROP DATABASE IF EXISTS mainstay_%d_%d WITH (FORCE)", getpid(), made).at);
}

void fixture_postgres_end(void)
{
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena };
	if (server == 0 && model_made) {
		error ignored = server_run(&cx, str_printf(arena,
			"DROP DATABASE IF EXISTS mainstay_%d_model WITH (FORCE)", getpid()).at);
		(void)ignored;
	}
	if (server > 0) {
		kill(server, SIGQUIT);
		waitpid(server, NULL, 0);
		server = 0;
	}
	if (dir[0] != '\0')
		fixture_remove(dir);
	dir[0] = '\0';
}
