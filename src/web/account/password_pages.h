#pragma once

#include "web/web.h"

error setup_show(struct web *);
error setup_make(struct web *);
error reset_show(struct web *);
error reset_ask(struct web *);
error reset_link(struct web *);
error reset_set(struct web *);
