#include "html/html.h"

#include "store/db.h"
