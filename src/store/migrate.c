#include "store/migrate.h"

#include <sodium.h>

#include "store/driver.h"
#include "store/migrate.sql.h"

static struct str checksum_of(struct ctx *cx, struct str text)
{
	unsigned char *hash = arena_bytes(cx->arena, crypto_hash_sha256_BYTES);
	crypto_hash_sha256(hash, (const unsigned char *)text.at, text.len);
	return str_of(hash, crypto_hash_sha256_BYTES);
}

/* Nothing when the database is empty. */
static error applied_load(struct ctx *cx, struct q_schema_list_list *out)
{
	struct q_schema_exists_row exists;
	*out = (struct q_schema_list_list){ 0 };
	TRY(q_schema_exists(cx, &exists));
	return exists.count > 0 ? q_schema_list(cx, out) : OK;
}

static const struct migration *known(const struct migration *all, int64_t number)
{
	for (; all->number != 0; all++)
		if (all->number == number)
			return all;
	return NULL;
}

static error compare(struct ctx *cx, const struct migration *all,
	const struct q_schema_list_list *applied)
{
	for (size_t i = 0; i < applied->len; i++) {
		const struct q_schema_list_row *a = &applied->at[i];
		const struct migration *m = known(all, a->number);
		if (m == NULL)
			return err_new(cx, ERR_CONFLICT,
				"the database was changed by a newer program (migration %04" PRId64
				" %.*s): run that version, or restore a backup",
				a->number, STR_ARG(a->name));
		if (!str_eq(a->checksum, checksum_of(cx, m->text)))
			return err_new(cx, ERR_CONFLICT,
				"migration %04" PRId64 " %.*s is not the one that made this "
				"database: run the version that made it",
				a->number, STR_ARG(a->name));
	}
	return OK;
}

static error state_of(struct ctx *cx, const struct migration *all,
	const struct q_schema_list_list *applied, struct schema_state *out)
{
	struct schema_state state = { .applied = (int)applied->len };
	size_t at = 0;
	TRY(compare(cx, all, applied));
	for (const struct migration *m = all; m->number != 0; m++) {
		if (at < applied->len && applied->at[at].number == m->number) {
			if (state.pending > 0)
				return err_new(cx, ERR_CONFLICT,
					"migration %04d comes before one that was applied: this "
					"database is of a version between releases", state.next);
			at++;
			continue;
		}
		if (state.pending++ == 0)
			state.next = m->number;
	}
	*out = state;
	return OK;
}

error migrate_state(struct ctx *cx, const struct migration *all, struct schema_state *out)
{
	struct q_schema_list_list applied;
	TRY(applied_load(cx, &applied));
	return state_of(cx, all, &applied, out);
}

static error apply(struct ctx *cx, const struct migration *m)
{
	struct str sql;
	error e = dialect_translate(cx, m->text, cx->db->driver->strict, &sql);
	if (e != OK)
		return err_wrap(cx, e, "migration %04d-%s", m->number, m->name);

	AUTO_TX tx = tx_begin(cx);
	TRY(db_usable(cx));
	e = cx->db->driver->script(cx, sql);
	if (e != OK)
		return err_wrap(cx, e, "migration %04d-%s", m->number, m->name);
	TRY(q_schema_add(cx, m->number, str_from(m->name), checksum_of(cx, m->text),
		instant_now()));
	return tx_commit(&tx);
}

static error apply_pending(struct ctx *cx, const struct migration *all, int *ret_count)
{
	struct schema_state state;
	TRY(migrate_state(cx, all, &state));
	for (const struct migration *m = all; state.pending > 0 && m->number != 0; m++)
		if (m->number >= state.next) {
			TRY(apply(cx, m));
			*ret_count += 1;
		}
	return OK;
}

error migrate_apply(struct ctx *cx, const struct migration *all, int *ret_count)
{
	const struct driver *driver = cx->db->driver;
	int count = 0;
	if (driver->exclusive != NULL)
		TRY(driver->exclusive(cx, true));
	error e = apply_pending(cx, all, &count);
	if (driver->exclusive != NULL)
		e = e != OK ? e : driver->exclusive(cx, false);
	if (e == OK && ret_count != NULL)
		*ret_count = count;
	return e;
}

error migrate_require(struct ctx *cx, const struct migration *all)
{
	struct schema_state state;
	TRY(migrate_state(cx, all, &state));
	if (state.pending > 0)
		return err_new(cx, ERR_CONFLICT,
			"the database is %d step%s behind the program (next: %04d): run the "
			"migrate command", state.pending, state.pending == 1 ? "" : "s", state.next);
	return OK;
}
