#include "domain/audit/audit.h"

#include "domain/account/account_secret.h"
#include "domain/account/person.sql.h"
/* #include "web/web.h" */
