/* html_strip.h - a document without its tags, in one pass: for what no parser should see */
#pragma once

#include "base/buf.h"

struct str html_strip(struct arena *, struct str html);
