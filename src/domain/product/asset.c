#include "domain/product/asset.h"

#include "base/limits.h"
#include "domain/account/permission.h"

error serial_normalise(struct ctx *cx, struct str typed, const char *field, struct str *out)
{
	char *at = arena_bytes(cx->arena, typed.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < typed.len; i++) {
		char c = typed.at[i];
		if (str_is_space(c))
			continue;
		if (!str_is_alpha(c) && !str_is_digit(c) && c != '-' && c != '.' && c != '/')
			return err_field(cx, field,
				"A serial number has letters, digits and hyphens. Check the label.");
		at[len++] = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
	}
	if (len == 0)
		return err_field(cx, field, "Enter the serial number on the label of the device.");
	if (len > LIMIT_SERIAL)
		return err_field(cx, field, "A serial number has at most 64 characters.");
	*out = str_of(at, len);
	return OK;
}

error asset_find(struct ctx *cx, struct str serial, struct asset *out)
{
	bool found;

	TRY(q_asset_by_serial(cx, serial, out, &found));
	if (!found)
		return err_person(cx, ERR_NOT_FOUND,
			"This serial number is not known for your organisation. Check the label.");
	return OK;
}

error asset_list(struct ctx *cx, organisation_id id, struct str find, struct str after,
	struct asset_list *out)
{
	TRY(actor_may(cx, MAY_READ_ASSETS, RELATION_OWN));
	return q_asset_list(cx, id, after, str_trim(find), LIMIT_LIST_PAGE, out);
}

error contract_list(struct ctx *cx, organisation_id id, struct contract_list *out)
{
	TRY(actor_may(cx, MAY_READ_ASSETS, RELATION_OWN));
	return q_contract_list(cx, id, out);
}
