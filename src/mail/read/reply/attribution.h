/* attribution.h - "On 3 May 2026 at 10:00, Ines Falk <ines@acme.example> wrote:" */
#pragma once

#include "mail/read/reply/line.h"

/* How many lines from i on say who wrote what follows; 0: none. */
size_t attribution_lines(struct arena *, const line_list *, size_t i);
