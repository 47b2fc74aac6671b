/*
 * banned.h - functions that are too easy to get wrong
 *
 * The build includes this before every C file. Calling one of these is a compile
 * error that names the replacement. What cannot be caught by a macro without
 * breaking library headers (malloc, free, alloca, system) tools/lint/banned finds.
 */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(fn, use) banned_##fn##_##use

#undef strcpy
#undef strcat
#undef strncpy
#undef strncat
#undef strtok
#undef sprintf
#undef vsprintf
#undef gmtime
#undef localtime

#define strcpy(a, b) BANNED(strcpy, use_buf)
#define strcat(a, b) BANNED(strcat, use_buf)
#define strncpy(a, b, n) BANNED(strncpy, use_str)
#define strncat(a, b, n) BANNED(strncat, use_buf)
#define strtok(a, b) BANNED(strtok, use_str_cut)
#define sprintf(...) BANNED(sprintf, use_buf_put)
#define vsprintf(...) BANNED(vsprintf, use_buf_put)
#define atoi(a) BANNED(atoi, use_str_int)
#define atol(a) BANNED(atol, use_str_int)
#define atoll(a) BANNED(atoll, use_str_int)
#define atof(a) BANNED(atof, use_str_int)
#define gmtime(a) BANNED(gmtime, use_time_h)
#define localtime(a) BANNED(localtime, use_time_h)
#define rand() BANNED(rand, use_random_h)
