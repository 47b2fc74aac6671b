/*
 * form_files.h - the files of a form, streamed into the store
 *
 * What sinks of forms (upload.h) have in common. The sink's `begin` asks for the right
 * first, then calls form_file_begin; the handler takes what arrived by form_files_finish,
 * and writes the rows that name it.
 */
#pragma once

#include "store/files.h"
#include "web/upload.h"

struct form_file {
	struct str name; /* as the browser said it */
	struct file_hash hash;
	int64_t size;
};
struct form_file_list {
	struct form_file *at;
	size_t len;
};

/* At most `limit` bytes. */
NODISCARD error form_file_begin(struct web *, struct upload_file *, int64_t limit);
NODISCARD error form_file_append(struct web *, struct upload_file *, struct str bytes);
void form_file_abandon(struct upload_file *);

/* All are on the disk then; a choice that was left empty is none. */
NODISCARD error form_files_finish(struct web *, struct form_file_list *out);
