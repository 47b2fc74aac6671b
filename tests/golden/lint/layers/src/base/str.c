#include "base/str.h"

#include "os/file.h"
