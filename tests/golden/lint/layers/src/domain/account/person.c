#include "domain/account/person.h"

#include "domain/account/account_secret.h"
#include "domain/account/person.sql.h"
#include "store/query.h"
#include "web/web.h"
