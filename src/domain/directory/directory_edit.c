/* directory_edit.c - what an administrator changes of the directory */
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/directory/directory.h"
#include "domain/phone/phone.h"
#include "html/zone.h"
#include "store/db.h"

static error check_name(struct ctx *cx, const char *field, struct str text)
{
	if (str_is_blank(text) || text.len > LIMIT_NAME)
		return err_field(cx, field, "Write 1 to 200 bytes.");
	return OK;
}

static error check_phone(struct ctx *cx, const char *field, struct str text)
{
	struct phone p;

	return phone_normalise(cx, text, field, &p);
}

static error check_place(struct ctx *cx, struct str zone, int64_t position)
{
	error wrong = OK;

	if (zone.len > 0 && !zone_is_known(zone))
		wrong = err_field(cx, "zone", "Write a time zone like Europe/Berlin, or nothing.");
	if (position < 0 || position > DIRECTORY_POSITION_MAX)
		wrong = err_also(cx, wrong, err_field(cx, "position", "Write a number from 0 to 1000000."));
	return wrong;
}

static error is_full(struct ctx *cx)
{
	return err_numbers(cx, "region", "The directory has {1} rows already. Remove one first.",
		DIRECTORY_MAX, 0);
}

static error check_number(struct ctx *cx, const struct phone_number_new *n)
{
	error wrong = check_name(cx, "region", n->region);

	wrong = err_also(cx, wrong, check_name(cx, "country", n->country));
	wrong = err_also(cx, wrong, check_name(cx, "languages", n->languages));
	wrong = err_also(cx, wrong, check_phone(cx, "toll_free", n->toll_free));
	wrong = err_also(cx, wrong, check_phone(cx, "direct", n->direct));
	if (str_is_blank(n->toll_free) && str_is_blank(n->direct))
		wrong = err_also(cx, wrong, err_field(cx, "direct",
			"Write a direct number, or one that is toll-free."));
	if (!hours_is(n->hours))
		wrong = err_also(cx, wrong, err_field(cx, "hours",
			"Write 24x7, or days and times: Mon-Fri 08:00-18:00, P1 24x7."));
	return err_also(cx, wrong, check_place(cx, n->zone, n->position));
}

error directory_number_save(struct ctx *cx, phone_number_id id, const struct phone_number_new *n,
	phone_number_id *out)
{
	struct q_directory_number_last_row last;
	struct q_directory_number_insert_row made = { id };
	int64_t changed = 1;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(check_number(cx, n));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_directory_number_last(cx, &last));
	int64_t position = n->position > 0 ? n->position : last.position + 1;
	if (id.v == 0 && last.count >= DIRECTORY_MAX)
		return is_full(cx);
	if (id.v == 0)
		TRY(q_directory_number_insert(cx, str_trim(n->region), str_trim(n->country), position,
			str_trim(n->toll_free), str_trim(n->direct), str_trim(n->hours),
			str_trim(n->languages), str_trim(n->zone), &made));
	else
		TRY(q_directory_number_change(cx, id, str_trim(n->region), str_trim(n->country), position,
			str_trim(n->toll_free), str_trim(n->direct), str_trim(n->hours),
			str_trim(n->languages), str_trim(n->zone), &changed));
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "no such number");
	TRY(audit_note(cx, STR("directory.number-saved"), "phone number", made.id.v, str_trim(n->country)));
	*out = made.id;

	return tx_commit(&tx);
}

static error check_office(struct ctx *cx, const struct office_new *n)
{
	error wrong = check_name(cx, "region", n->region);

	wrong = err_also(cx, wrong, check_name(cx, "name", n->name));
	if (n->address.len > OFFICE_ADDRESS_MAX)
		wrong = err_also(cx, wrong, err_numbers(cx, "address",
			"An address has at most {1} bytes.", OFFICE_ADDRESS_MAX, 0));
	wrong = err_also(cx, wrong, check_phone(cx, "phone", n->phone));
	wrong = err_also(cx, wrong, check_phone(cx, "fax", n->fax));
	wrong = err_also(cx, wrong, check_phone(cx, "sales", n->sales));
	return err_also(cx, wrong, check_place(cx, n->zone, n->position));
}

error directory_office_save(struct ctx *cx, office_id id, const struct office_new *n, office_id *out)
{
	struct q_directory_office_last_row last;
	struct q_directory_office_insert_row made = { id };
	int64_t changed = 1;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(check_office(cx, n));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_directory_office_last(cx, &last));
	int64_t position = n->position > 0 ? n->position : last.position + 1;
	if (id.v == 0 && last.count >= DIRECTORY_MAX)
		return is_full(cx);
	if (id.v == 0)
		TRY(q_directory_office_insert(cx, str_trim(n->region), str_trim(n->name), position,
			str_trim(n->address), str_trim(n->phone), str_trim(n->fax), str_trim(n->sales),
			str_trim(n->zone), &made));
	else
		TRY(q_directory_office_change(cx, id, str_trim(n->region), str_trim(n->name), position,
			str_trim(n->address), str_trim(n->phone), str_trim(n->fax), str_trim(n->sales),
			str_trim(n->zone), &changed));
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "no such office");
	TRY(audit_note(cx, STR("directory.office-saved"), "office", made.id.v, str_trim(n->name)));
	*out = made.id;

	return tx_commit(&tx);
}

error directory_number_remove(struct ctx *cx, phone_number_id id)
{
	int64_t gone;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_directory_number_drop(cx, id, &gone));
	if (gone == 0)
		return err_new(cx, ERR_NOT_FOUND, "no such number");
	TRY(audit_note(cx, STR("directory.number-removed"), "phone number", id.v, STR("")));

	return tx_commit(&tx);
}

error directory_office_remove(struct ctx *cx, office_id id)
{
	int64_t gone;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_directory_office_drop(cx, id, &gone));
	if (gone == 0)
		return err_new(cx, ERR_NOT_FOUND, "no such office");
	TRY(audit_note(cx, STR("directory.office-removed"), "office", id.v, STR("")));

	return tx_commit(&tx);
}
