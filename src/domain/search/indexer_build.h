/* indexer_build.h - what following the outbox and building anew share */
#pragma once

#include "domain/search/index/index.h"

/* Where the outbox ends now; zeros when it is empty. */
NODISCARD error indexer_last_mark(struct ctx *, struct index_mark *out);
