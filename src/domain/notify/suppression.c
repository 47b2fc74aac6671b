#include "domain/notify/suppression.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"

static struct str key_of(struct ctx *cx, struct str address)
{
	return str_lower(cx->arena, str_trim(address));
}

bool suppression_is_gone(struct str status)
{
	static const char *const codes[] = { "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1" };

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (str_eq(status, str_from(codes[i])))
			return true;
	return false;
}

error suppression_note(struct ctx *cx, struct str address, enum suppression_cause cause,
	struct str why)
{
	struct str key = key_of(cx, address);

	if (key.len == 0 || key.len > LIMIT_EMAIL)
		return OK;
	return q_suppression_put(cx, key, cause,
		utf8_cut(utf8_clean(cx->arena, why), LIMIT_REASON / 4), cx->now);
}

error suppression_find(struct ctx *cx, struct str address, struct suppression *out,
	bool *ret_found)
{
	return q_suppression_get(cx, key_of(cx, address), out, ret_found);
}

error suppression_count(struct ctx *cx, struct str address)
{
	return q_suppression_skip(cx, key_of(cx, address));
}

error suppression_page(struct ctx *cx, struct str find, struct str after,
	struct suppression_list *out)
{
	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	return q_suppression_many(cx, key_of(cx, find), key_of(cx, after), out);
}

error suppression_lift(struct ctx *cx, struct str address)
{
	struct str key = key_of(cx, address);
	int64_t changes;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(q_suppression_remove(cx, key, &changes));
	if (changes == 0)
		return err_new(cx, ERR_NOT_FOUND, "mail to this address is not held back");
	return audit_note(cx, STR("suppression.lifted"), "mail", 0, key);
}
