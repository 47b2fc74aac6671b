#include "domain/setting/setting.h"

#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/setting/setting.sql.h"
#include "domain/setting/setting_value.h"
#include "os/log.h"
#include "store/tx.h"

struct settings settings_initial(void)
{
	struct settings all = { 0 };
	for (const struct setting *s = settings_known; s->name != NULL; s++)
		setting_put(s, str_from(s->initial), &all);
	return all;
}

error settings_load(struct ctx *cx, struct settings *out)
{
	struct q_setting_all_list rows;

	TRY(q_setting_all(cx, &rows));

	struct settings all = settings_initial();
	for (size_t i = 0; i < rows.len; i++) {
		const struct setting *s = setting_find(rows.at[i].name);
		if (s != NULL && setting_fault(s, rows.at[i].value) == NULL)
			setting_put(s, rows.at[i].value, &all);
		else
			log_warn("setting", cx->trace, str_printf(cx->arena,
				"the stored setting \"%.*s\" is not used: unknown, or its value is refused",
				STR_ARG(rows.at[i].name)));
	}
	*out = all;
	return OK;
}

static error find(struct ctx *cx, struct str name, const struct setting **out)
{
	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	*out = setting_find(name);
	if (*out == NULL)
		return err_new(cx, ERR_NOT_FOUND, "no setting \"%.*s\"", STR_ARG(name));
	return OK;
}

/* In the audit log: the name, and the new value unless it is secret. */
static error tell(struct ctx *cx, const struct setting *s, struct str act, struct str value)
{
	struct str shown = s->kind == SETTING_SECRET ? STR("(secret)") : value;
	TRY(audit_note(cx, act, "setting", 0,
		str_printf(cx->arena, "%s: %.*s", s->name, STR_ARG(str_sub(shown, 0, 200)))));
	return store_announce(cx, STR("setting"), 0);
}

error setting_set(struct ctx *cx, struct str name, struct str value)
{
	const struct setting *s;

	TRY(find(cx, name, &s));
	const struct str *fault = setting_fault(s, value);
	if (fault != NULL)
		return err_person_(cx, ERR_INVALID, s->name, *fault, __FILE__, __LINE__);

	AUTO_TX tx = tx_begin(cx);

	TRY(q_setting_put(cx, name, value, cx->now, cx->actor->person));
	TRY(tell(cx, s, STR("setting.changed"), value));

	return tx_commit(&tx);
}

error setting_reset(struct ctx *cx, struct str name)
{
	const struct setting *s;
	int64_t changed;

	TRY(find(cx, name, &s));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_setting_reset(cx, name, &changed));
	if (changed > 0)
		TRY(tell(cx, s, STR("setting.reset"), str_from(s->initial)));

	return tx_commit(&tx);
}
