#include "tests/unit/sink.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "os/socket.h"

static void *run(void *arg)
{
	struct sink *s = arg;
	int fd;

	while ((fd = accept(s->listener, NULL, NULL)) >= 0) {
		FILE *in = fdopen(fd, "r"), *out = fdopen(dup(fd), "w");
		s->serve(s->of, in, out);
		(void)fclose(in);
		(void)fclose(out);
	}
	return NULL;
}

void sink_open(struct test *t, struct sink *s, sink_serve serve, void *of)
{
	struct sockaddr_in at;
	socklen_t len = sizeof at;

	*s = (struct sink){ .serve = serve, .of = of };
	ASSERT_OK(socket_listen(test_ctx(t), STR("127.0.0.1:0"), &s->listener));
	/* The program's listeners do not block; this one waits. */
	ASSERT(fcntl(s->listener, F_SETFL, 0) == 0);
	ASSERT(getsockname(s->listener, (struct sockaddr *)&at, &len) == 0);
	s->port = ntohs(at.sin_port);
	ASSERT(pthread_create(&s->thread, NULL, run, s) == 0);
}

void sink_close(struct sink *s)
{
	(void)shutdown(s->listener, SHUT_RDWR);
	pthread_join(s->thread, NULL);
	close(s->listener);
}
