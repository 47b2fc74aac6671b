/*
 * parse_bundle.h - the jobs of the parse role on support bundles
 *
 * IPC_PARSE_BUNDLE reads the first descriptor, a text or an archive (tar, zip, 7z, with gzip,
 * bzip2, xz, zstd), and writes what bundle.h finds to the second. IPC_PARSE_REDACT writes a
 * copy without the secrets instead: a text as it is, an archive as tar.gz; its body has the
 * numbers of findings that are none, with commas between.
 *
 * Nothing is unpacked to a disk. Links and devices are passed over, names lead nowhere, and
 * what is too many, too large or grows too much is left out, which a note says.
 */
#pragma once

#include "os/ipc.h"

/* It takes no longer than this; then the process ends, and starts again. */
enum { PARSE_BUNDLE_SECONDS = 60 };

/* Before the wall: names in UTF-8, and the rules. */
NODISCARD error parse_bundle_prepare(struct ctx *);
NODISCARD error parse_bundle(struct ctx *, const struct ipc_message *asked, struct str *ret_answer);
