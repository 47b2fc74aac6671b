#include "os/tls.h"

#include <gnutls/gnutls.h>

struct tls_identity {
	gnutls_certificate_credentials_t credentials;
	gnutls_priority_t priority;
};

struct tls {
	gnutls_session_t session;
};

error tls_identity_load(struct ctx *cx, struct str cert, struct str key, struct tls_identity **out)
{
	gnutls_datum_t c = { (unsigned char *)cert.at, (unsigned)cert.len };
	gnutls_datum_t k = { (unsigned char *)key.at, (unsigned)key.len };
	struct tls_identity *t = calloc(1, sizeof *t);

	check(t != NULL);
	int failed = gnutls_certificate_allocate_credentials(&t->credentials);
	if (failed == 0)
		failed = gnutls_certificate_set_x509_key_mem(t->credentials, &c, &k,
			GNUTLS_X509_FMT_PEM);
	if (failed >= 0)
		failed = gnutls_priority_init(&t->priority, "NORMAL:-VERS-TLS1.1:-VERS-TLS1.0", NULL);
	if (failed < 0) {
		tls_identity_drop(t);
		return err_new(cx, ERR_INVALID, "certificate and key: %s", gnutls_strerror(failed));
	}
	*out = t;
	return OK;
}

void tls_identity_drop(struct tls_identity *t)
{
	if (t == NULL)
		return;
	if (t->priority != NULL)
		gnutls_priority_deinit(t->priority);
	if (t->credentials != NULL)
		gnutls_certificate_free_credentials(t->credentials);
	free(t);
}

struct tls *tls_begin(struct tls_identity *identity, int fd)
{
	struct tls *t = calloc(1, sizeof *t);

	check(t != NULL);
	if (gnutls_init(&t->session, GNUTLS_SERVER | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL) != 0) {
		free(t);
		return NULL;
	}
	gnutls_priority_set(t->session, identity->priority);
	gnutls_credentials_set(t->session, GNUTLS_CRD_CERTIFICATE, identity->credentials);
	gnutls_transport_set_int(t->session, fd);
	return t;
}

void tls_end(struct tls *t)
{
	if (t == NULL)
		return;
	(void)gnutls_bye(t->session, GNUTLS_SHUT_WR);
	gnutls_deinit(t->session);
	free(t);
}

static int waits_for(struct tls *t, ssize_t code)
{
	if (gnutls_error_is_fatal((int)code))
		return TLS_FAILED;
	return gnutls_record_get_direction(t->session) == 1 ? TLS_WAIT_OUT : TLS_WAIT_IN;
}

int tls_handshake(struct tls *t)
{
	int code = gnutls_handshake(t->session);

	return code == 0 ? 0 : waits_for(t, code);
}

ssize_t tls_read(struct tls *t, char *at, size_t size)
{
	ssize_t got = gnutls_record_recv(t->session, at, size);

	return got >= 0 ? got : waits_for(t, got);
}

ssize_t tls_write(struct tls *t, struct str bytes)
{
	ssize_t sent = gnutls_record_send(t->session, bytes.at, bytes.len);

	return sent >= 0 ? sent : waits_for(t, sent);
}
