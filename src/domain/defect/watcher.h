/* watcher.h - looks for releases that came out, and tells of the defects that they fix */
#pragma once

#include "domain/periodic/periodic.h"

/* Each ten minutes. */
extern const struct periodic defect_periodic;
