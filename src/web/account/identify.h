/* identify.h - who a request comes from: session cookie or API token (server.h) */
#pragma once

#include "web/web.h"

error identify(struct web *);
