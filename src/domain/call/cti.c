#include "domain/call/cti.h"

#include <sodium.h>

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/account/secret.h"
#include "domain/audit/audit.h"
#include "domain/call/call.h"
#include "domain/call/caller.sql.h"
#include "domain/phone/phone.h"
#include "store/db.h"
#include "store/store.h"

enum { KEY = crypto_auth_hmacsha256_KEYBYTES, MAC = crypto_auth_hmacsha256_BYTES };

_Static_assert(CTI_KEY_TEXT == 2 * KEY, "the key is shown in hex");

/* --- who says it --- */

static bool is_signed(const struct cti_request *r, struct str key)
{
	unsigned char said[MAC], mac[MAC];
	crypto_auth_hmacsha256_state h;
	size_t len;

	if (r->signature.len != 2 * MAC || sodium_hex2bin(said, sizeof said, r->signature.at,
			r->signature.len, NULL, &len, NULL) != 0 || len != MAC)
		return false;
	crypto_auth_hmacsha256_init(&h, (const unsigned char *)key.at, key.len);
	crypto_auth_hmacsha256_update(&h, (const unsigned char *)r->timestamp.at, r->timestamp.len);
	crypto_auth_hmacsha256_update(&h, (const unsigned char *)".", 1);
	crypto_auth_hmacsha256_update(&h, (const unsigned char *)r->body.at, r->body.len);
	crypto_auth_hmacsha256_final(&h, mac);
	return sodium_memcmp(said, mac, MAC) == 0;
}

error cti_verify(struct ctx *cx, const struct cti_request *r, adapter_id *out)
{
	struct q_cti_key_row row;
	int64_t id, at;
	bool found = false;

	if (str_int(r->adapter, &id))
		TRY(q_cti_key(cx, (adapter_id){ id }, &row, &found));
	if (!found || !is_signed(r, row.key))
		return err_person(cx, ERR_UNSIGNED,
			"The signature is not of a known adapter: HMAC-SHA256 of TIMESTAMP.BODY, in hex.");
	int64_t now = cx->now.us / US_PER_SECOND;
	if (!str_int(r->timestamp, &at) || at < now - CTI_WINDOW_S || at > now + CTI_WINDOW_S)
		return err_person(cx, ERR_UNSIGNED,
			"The time is off by more than 5 minutes. Set the adapter's clock.");
	*out = (adapter_id){ id };
	return OK;
}

/* --- what it says --- */

enum cti_type { CTI_STARTED, CTI_ANSWERED, CTI_ENDED, CTI_TYPES };

static const struct str types[CTI_TYPES] = { STR_INIT("started"), STR_INIT("answered"),
	STR_INIT("ended") };

static enum cti_type type_of(struct str name)
{
	for (int i = 0; i < CTI_TYPES; i++)
		if (str_eq(types[i], name))
			return (enum cti_type)i;
	return CTI_TYPES;
}

static error check_event(struct ctx *cx, const struct cti_event_new *n, instant *ret_at)
{
	error wrong = OK;
	bool in = n->direction.len == 0 || str_eq(n->direction, STR("in"));

	if (str_is_blank(n->event) || n->event.len > CTI_NAME_MAX)
		wrong = err_also(cx, wrong, err_field(cx, "event", "Name the event, in up to 100 bytes."));
	if (str_is_blank(n->call) || n->call.len > CTI_NAME_MAX)
		wrong = err_also(cx, wrong, err_field(cx, "call", "Name the call, in up to 100 bytes."));
	if (type_of(n->type) == CTI_TYPES)
		wrong = err_also(cx, wrong, err_field(cx, "type",
			"The type is started, answered or ended."));
	if (!in && !str_eq(n->direction, STR("out")))
		wrong = err_also(cx, wrong, err_field(cx, "direction", "The direction is in or out."));
	*ret_at = cx->now;
	if (n->at.len > 0 && !instant_parse(n->at, ret_at))
		wrong = err_also(cx, wrong, err_field(cx, "at", "Write a time as 2026-11-23T09:00:00Z."));
	if (ret_at->us > cx->now.us + CTI_WINDOW_S * US_PER_SECOND)
		wrong = err_also(cx, wrong, err_field(cx, "at", "This time is in the future."));
	return wrong;
}

/* Whose number it is; 0: nobody's, or a number that several share. */
static error caller_of(struct ctx *cx, const struct phone *phone, person_id *out)
{
	struct caller_list found;

	*out = (person_id){ 0 };
	TRY(q_caller_by_phone(cx, phone->number, &found));
	bool one = found.len > 0;
	for (size_t i = 1; i < found.len; i++)
		one = one && found.at[i].person.v == found.at[0].person.v;
	if (one)
		*out = found.at[0].person;
	return OK;
}

static error put_call(struct ctx *cx, adapter_id adapter, const struct cti_event_new *n, instant at,
	person_id *ret_agent)
{
	enum cti_type type = type_of(n->type);
	bool outgoing = str_eq(n->direction, STR("out"));
	struct phone other = phone_of_line(cx, outgoing ? n->to : n->from);
	struct q_extension_owner_row owner = { 0 };
	struct q_cti_call_put_row made;
	person_id caller;
	bool found;

	TRY(caller_of(cx, &other, &caller));
	TRY(q_extension_owner(cx, n->extension, &owner, &found));
	TRY(q_cti_call_put(cx, adapter, n->call, outgoing, other.number, other.shown, n->extension,
		found ? owner.person : (person_id){ 0 }, caller, at,
		type == CTI_ANSWERED ? at : (instant){ 0 }, type == CTI_ENDED ? at : (instant){ 0 },
		&made));
	*ret_agent = made.agent;
	return OK;
}

/* Who is shown it: also whom it rang at before. */
static error tell(struct ctx *cx, person_id before, person_id agent)
{
	if (before.v != 0 && before.v != agent.v)
		TRY(store_announce(cx, STR("call"), before.v));
	return agent.v != 0 ? store_announce(cx, STR("call"), agent.v) : OK;
}

static error take(struct ctx *cx, adapter_id adapter, const struct cti_event_new *n, struct str body,
	bool *ret_known)
{
	struct q_cti_agent_row before = { 0 };
	struct q_cti_event_hash_row row;
	struct str hash = secret_hash(cx->arena, body);
	person_id agent;
	int64_t added;
	instant at;
	bool found;

	TRY(check_event(cx, n, &at));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_cti_event_put(cx, adapter, n->event, hash, cx->now, &added));
	*ret_known = added == 0;
	if (added == 0) {
		TRY(q_cti_event_hash(cx, adapter, n->event, &row));
		if (!str_eq(row.hash, hash))
			return err_person_(cx, ERR_CONFLICT, "event",
				SAY("Another event had this name. Give each its own."), __FILE__, __LINE__);
		return OK;
	}
	TRY(q_cti_event_forget(cx, instant_add(cx->now, (seconds){ -CTI_KEPT_S })));
	TRY(q_cti_agent(cx, adapter, n->call, &before, &found));
	TRY(put_call(cx, adapter, n, at, &agent));
	TRY(q_cti_seen(cx, adapter, cx->now));
	TRY(tell(cx, before.agent, agent));

	return tx_commit(&tx);
}

error cti_take(struct ctx *cx, adapter_id adapter, const struct cti_event_new *n, struct str body,
	bool *ret_known)
{
	const struct actor *who = cx->actor;

	cx->actor = &actor_system; /* the adapter has shown who it is, and is no person */
	error e = take(cx, adapter, n, body, ret_known);
	cx->actor = who;
	return e;
}

/* --- adapters --- */

error cti_adapter_create(struct ctx *cx, struct str typed, struct str *ret_key)
{
	struct q_cti_adapter_insert_row made;
	struct cti_adapter_list all;
	unsigned char key[KEY];
	char *text = arena_bytes(cx->arena, CTI_KEY_TEXT + 1);
	struct str name = str_trim(typed);

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	if (name.len == 0 || name.len > LIMIT_NAME)
		return err_field(cx, "name", "Name the telephone system, in up to 200 bytes.");

	AUTO_TX tx = tx_begin(cx);

	TRY(q_cti_adapter_list(cx, &all));
	if (all.len >= CTI_ADAPTERS_MAX)
		return err_field(cx, "name", "There are 20 adapters, the most that there may be.");
	check(sodium_init() >= 0);
	randombytes_buf(key, sizeof key);
	error e = q_cti_adapter_insert(cx, name, str_of(key, sizeof key), cx->now, cx->actor->person,
		&made);
	if (err_is(e, ERR_CONFLICT) && !e->retry)
		return err_person_(cx, ERR_CONFLICT, "name",
			SAY("An adapter has this name already."), __FILE__, __LINE__);
	TRY(e);
	TRY(audit_note(cx, STR("cti.adapter-created"), "adapter", made.id.v, name));
	TRY(tx_commit(&tx));

	sodium_bin2hex(text, CTI_KEY_TEXT + 1, key, sizeof key);
	*ret_key = str_of(text, CTI_KEY_TEXT);
	return OK;
}

error cti_adapter_end(struct ctx *cx, adapter_id id)
{
	int64_t changed;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_cti_adapter_end(cx, id, cx->now, &changed));
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "no such adapter, or it has ended");
	TRY(audit_note(cx, STR("cti.adapter-ended"), "adapter", id.v, STR("")));

	return tx_commit(&tx);
}

error cti_adapter_list(struct ctx *cx, struct cti_adapter_list *out)
{
	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	return q_cti_adapter_list(cx, out);
}
