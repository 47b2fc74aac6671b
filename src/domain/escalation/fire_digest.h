/* fire_digest.h - what digest.txt is made from; private to this folder */
#pragma once

#include "domain/escalation/escalation.h"
#include "domain/escalation/fire.sql.h"

struct digest {
	struct q_escalation_digest_rungs_list rungs;
	struct str origin;
};
