/* fixture_kb.h - imports a folder of articles, as the command does */
#pragma once

#include "domain/knowledge/import/import.h"
#include "tests/unit/test.h"

/* All steps on `im`, which names the folder; `source` is what its articles are from. */
struct kb_report fixture_kb_import(struct ctx *, struct kb_import *im, struct str source);
