#include "domain/escalation/climb.h"

#include "domain/escalation/climb.sql.h"
