#include "mail/in/raw.h"

#include "domain/account/secret.h"
#include "os/metric.h"

error raw_begin(struct ctx *cx, const struct files *files, int64_t limit, struct raw *out)
{
	struct ctx own = *cx;

	*out = (struct raw){ .arena = arena_create(), .upload = { .fd = -1 } };
	own.arena = out->arena;
	error e = files_upload_open(&own, files, secret_new(out->arena), limit, &out->upload);
	if (e == OK)
		return OK;
	e = err_copy(cx->arena, e);
	raw_drop(cx, out);
	return e;
}

error raw_put(struct ctx *cx, struct raw *r, struct str bytes)
{
	return files_upload_append(cx, &r->upload, bytes);
}

error raw_end(struct ctx *cx, struct raw *r)
{
	r->size = r->upload.size;
	TRY(files_upload_finish(cx, &r->upload, &r->hash));
	raw_drop(cx, r);
	return OK;
}

void raw_drop(struct ctx *cx, struct raw *r)
{
	error e = r->upload.fd >= 0 ? files_upload_discard(cx, &r->upload) : OK;

	(void)e; /* what stays is collected with other uploads that nobody ended */
	arena_destroy_at(&r->arena);
}

struct note {
	const struct mailin_arrival *arrival;
	mail_in_id id;
};

static error note(struct ctx *cx, void *arg)
{
	struct note *n = arg;

	return mailin_receive(cx, n->arrival, &n->id);
}

error raw_note(struct ctx *cx, struct store *store, const struct raw *r, struct mailin_arrival *a,
	mail_in_id *ret_id)
{
	struct note n = { .arrival = a };

	a->sha256 = str_of(r->hash.bytes, sizeof r->hash.bytes);
	a->size = r->size;
	TRY(store_write(store, cx, note, &n));
	metric_add(METRIC_MAIL_ACCEPTED, n.id.v != 0);
	*ret_id = n.id;
	return OK;
}
