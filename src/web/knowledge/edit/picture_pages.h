#pragma once

#include "web/web.h"

extern const struct route picture_routes[];
