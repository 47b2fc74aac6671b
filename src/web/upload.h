/*
 * upload.h - bodies that go to disk as they arrive
 *
 * A route with a sink takes files of any size in little memory:
 *
 *	static const struct upload_sink sink = { begin, chunk, abandon };
 *	PATCH("/uploads/{upload}", store_part, .may = MAY_UPDATE_CASE, .upload = &sink)
 *
 * The sink is told of each file; when the whole body has been taken the handler runs, on
 * the pool, with a reader: there it syncs the files and calls store_write.
 *
 * A body is one of:
 *   - multipart/form-data, from a form: each chosen file is told to the sink, the other
 *     fields are web_form's. The form's token must come before the first file, as the
 *     template compiler writes it.
 *   - anything else: one file without a name, the body itself.
 *
 * Resuming (the shape of tus 1.0 and draft-ietf-httpbis-resumable-upload): the client
 * makes an upload by POST, asks how much of it is there by HEAD (Upload-Offset in the
 * reply), and appends by PATCH with Upload-Offset and the rest as the body. `offset` of
 * the file is that header. When the client goes away in the middle, `abandon` keeps what
 * was written, and the next HEAD says how much that was.
 */
#pragma once

#include "web/web.h"

struct upload_file {
	struct str field;    /* of the form; empty: the body itself */
	struct str filename; /* without folders; empty: not said */
	struct str type;     /* what the client says that it is; not to be trusted */
	int64_t offset;      /* Upload-Offset; -1: not given */
	int64_t length;      /* of this body; -1: not known beforehand */
	void *state;         /* the sink's */
};

struct upload_sink {
	/*
	 * A file begins: with a reader, before any of it is taken, after the right to it
	 * was checked. Sets file->state. An error refuses the request.
	 */
	error (*begin)(struct web *, struct upload_file *);
	/* The next bytes: on a thread of the pool, at most LIMIT_UPLOAD_BUFFER at once. */
	error (*chunk)(struct web *, struct upload_file *, struct str bytes);
	/* The request came to no good end: also after an error of the handler. */
	void (*abandon)(struct upload_file *);
	/* The form may come without files, urlencoded; then web_upload has none. */
	bool form;
};

/* In the handler: the nth file, in the order of the form; NULL past the last. */
const struct upload_file *web_upload(struct web *, size_t n);

/* The Upload-Offset of the request; ERR_MALFORMED when it is no number. */
NODISCARD error web_upload_offset(struct web *, int64_t *ret_offset);

enum { UPLOAD_FILES = 20 };
