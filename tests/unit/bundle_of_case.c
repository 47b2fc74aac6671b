#include "tests/unit/bundle_of_case.h"

#include "domain/casefile/attachment.h"
#include "domain/inspection/inspection.h"

void plant_bundle(struct center *c)
{
	unsigned char hash[32] = { 9 };
	struct bundle_findings found = { .format = STR("BeamOS"), .secret_count = 2 };
	struct bundle_secret secret = { .kind = STR("password"), .shown = STR("enable [redacted]"),
		.line = 2 };
	struct inspection_job job;
	struct casefile own;
	attachment_id file;
	bool waits;

	*arena_push(c->cx->arena, &found.facts) = (struct bundle_fact){ FACT_VERSION, STR("24.1R1"),
		.line = 1 };
	*arena_push(c->cx->arena, &found.secrets) = secret;
	*arena_push(c->cx->arena, &found.secrets) = secret;
	ASSERT_OK(casefile_find(c->cx, c->own, &own));
	ASSERT_OK(attachment_add(c->cx, &own, &(struct attachment_new){ .name = STR("show-tech.txt"),
		.sha256 = str_of(hash, sizeof hash), .size = 1 }, &file));
	ASSERT_OK(inspection_claim(c->cx, &job, &waits));
	ASSERT(waits);
	ASSERT_OK(inspection_found(c->cx, &job, bundle_encode(c->cx->arena, &found)));
}
