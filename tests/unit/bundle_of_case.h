/*
 * bundle_of_case.h - a support bundle on ACME's case, as the parse role has found it
 *
 * Its first file: version 24.1R1 and two passwords. For center_open_with.
 */
#pragma once

#include "tests/unit/center.h"

void plant_bundle(struct center *);
