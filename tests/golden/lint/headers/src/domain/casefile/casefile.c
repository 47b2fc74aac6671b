#include <stdio.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unicode/ucal.h>
#include <newlib/new.h>
