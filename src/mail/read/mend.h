/*
 * mend.h - faults of mails in the wild that cost content
 *
 * Where parts begin and end is the matter of delimiter.h. Here are a Content-Type without
 * its semicolon, and text that says that it is base64 and is not.
 */
#pragma once

#include <gmime/gmime.h>

#include "base/ctx.h"

/* A parameter of the Content-Type, also of "multipart/mixed boundary=b"; empty: none. */
struct str mend_parameter(struct ctx *, GMimeObject *, const char *name);

/* Reads a text as it is when its base64 is none. */
void mend_encoding(GMimeDataWrapper *content);
