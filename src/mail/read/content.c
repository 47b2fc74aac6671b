#include "mail/read/content.h"

#include <sodium.h>

/* GMime writes to streams: this one hands on. */
typedef struct {
	GMimeStream parent;
	struct content *content;
	crypto_hash_sha256_state *hash;
	error failed;
} MailTap;

typedef struct {
	GMimeStreamClass parent;
} MailTapClass;

GType mail_tap_get_type(void);
G_DEFINE_TYPE(MailTap, mail_tap, GMIME_TYPE_STREAM)

static ssize_t tap_write(GMimeStream *stream, const char *at, size_t len)
{
	MailTap *tap = (MailTap *)stream;
	struct content *c = tap->content;

	crypto_hash_sha256_update(tap->hash, (const unsigned char *)at, len);
	c->size += (int64_t)len;
	if (c->keep != NULL)
		buf_put(c->keep, str_of(at, len));
	if (c->sink != NULL && tap->failed == OK)
		tap->failed = c->sink->bytes(c->sink->arg, c->part, str_of(at, len));
	return tap->failed == OK ? (ssize_t)len : -1;
}

static int tap_flush(GMimeStream *stream)
{
	return 0;
}

static gint64 tap_tell(GMimeStream *stream)
{
	return stream->position;
}

static void mail_tap_class_init(MailTapClass *klass)
{
	GMimeStreamClass *stream = GMIME_STREAM_CLASS(klass);

	stream->write = tap_write;
	stream->flush = tap_flush;
	stream->close = tap_flush;
	stream->tell = tap_tell;
}

static void mail_tap_init(MailTap *tap)
{
}

error content_read(struct content *c, GMimeDataWrapper *content)
{
	crypto_hash_sha256_state hash;
	MailTap *tap = g_object_new(mail_tap_get_type(), NULL);

	crypto_hash_sha256_init(&hash);
	g_mime_stream_construct(GMIME_STREAM(tap), 0, -1);
	tap->content = c;
	tap->hash = &hash;
	c->size = 0;
	g_mime_data_wrapper_write_to_stream(content, GMIME_STREAM(tap));
	crypto_hash_sha256_final(&hash, c->sha256);
	error failed = tap->failed;
	g_object_unref(tap);
	return failed;
}
