/* case_files.h - the files of a form, as files of a case */
#pragma once

#include "domain/casefile/attachment.h"
#include "web/form_files.h"

typedef SLICE(struct attachment_new) case_files;

/* All that came with the form: stored, with their types. */
NODISCARD error case_take_files(struct web *, case_files *out);
/* What the parse role says that a stored file is. */
struct str case_file_type(struct web *, const struct file_hash *, struct str name);
/* On the writer, after the case was loaded or made. */
NODISCARD error case_attach(struct ctx *, const struct casefile *, const case_files *);
