/*
 * health_pages.h - what a load balancer and a monitor ask
 *
 * /healthz: the process answers. /readyz: it can do its work. /metrics: Prometheus text,
 * only for trusted addresses (server.h); to others it is not there.
 */
#pragma once

#include "web/web.h"

extern const struct route health_routes[];
