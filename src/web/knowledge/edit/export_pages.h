#pragma once

#include "web/web.h"

extern const struct route export_routes[];
