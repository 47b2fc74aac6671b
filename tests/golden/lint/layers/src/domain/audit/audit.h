#pragma once

#include "domain/account/person.h"
