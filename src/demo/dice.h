/*
 * dice.h - numbers that look random and follow from a seed
 *
 * SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
 * For made-up data alone; secrets come from libsodium.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct dice {
	uint64_t state;
};

static inline uint64_t dice_next(struct dice *d)
{
	uint64_t z = d->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* 0 to n - 1. */
static inline size_t dice_below(struct dice *d, size_t n)
{
	return (size_t)(dice_next(d) % n);
}

/* from to to, both included. */
static inline int64_t dice_between(struct dice *d, int64_t from, int64_t to)
{
	return from + (int64_t)dice_below(d, (size_t)(to - from + 1));
}
