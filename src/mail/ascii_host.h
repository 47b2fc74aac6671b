/* ascii_host.h - addresses as every mail server understands them */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/*
 * The address with its host in the letters of DNS (RFC 5891): "ana@bücher.example" becomes
 * "ana@xn--bcher-kva.example". One whose host cannot be is given back as it is.
 */
struct str with_ascii_host(struct arena *, struct str address);
