#pragma once

#include "web/server.h"

extern const struct route site_routes[];

/* Hooks of the server: server.h. */
error site_viewer(struct web *, struct viewer *);
void site_error(struct web *, int status, struct str sentence, error);
