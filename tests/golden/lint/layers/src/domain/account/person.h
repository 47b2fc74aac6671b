#pragma once

#include "domain/audit/audit.h"
