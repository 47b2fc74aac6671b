/*
 * counter.h - numbers that count up by name: the cases of a day, the articles
 *
 * A number is taken in the transaction that uses it: work that is rolled back gives its
 * number back, and none is given twice.
 */
#pragma once

#include "base/ctx.h"

/* Stores the next value of the counter `name` in *out; the first is 1. For writers only. */
error counter_next(struct ctx *cx, struct str name, int64_t *out);
