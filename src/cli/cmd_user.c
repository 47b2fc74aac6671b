/* cmd_user.c - mainstay user add|list|disable|passwd */
#include "cli/commands.h"

#include "base/json.h"
#include "base/limits.h"
#include "domain/account/organisation.h"
#include "domain/account/password.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/account/sign_in.h"

struct change {
	struct person_new person;
	struct str organisation;
	struct str hash; /* empty: no password */
	bool found;
};

/* The hash of the first line of standard input. */
static error read_password(struct cli *c, struct str *ret_hash)
{
	struct str text, line = STR("");

	*ret_hash = STR("");
	if (!cli_flag(c, "password-stdin"))
		return OK;
	TRY(cli_input(c, &text));
	str_cut(&text, '\n', &line);
	if (line.len > 0 && line.at[line.len - 1] == '\r')
		line.len--;
	TRY(password_check(c->cx, line, "password"));
	return password_hash(c->cx, line, ret_hash);
}

static error read_roles(struct cli *c, struct str names, unsigned *out)
{
	struct str name;
	*out = 0;
	while (str_cut(&names, ',', &name)) {
		unsigned role = role_by_name(str_trim(name));
		if (role == 0)
			return err_new(c->cx, ERR_INVALID,
				"no role '%.*s'; roles are customer, customer-admin, partner, agent, "
				"manager, director, vp-cs, vp-es, sirt, author, moderator, admin",
				STR_ARG(name));
		*out |= role;
	}
	if (*out == 0)
		return cli_usage(c, "say what the person is: --role ROLE");
	return OK;
}

static error find_or_make(struct ctx *cx, struct change *n)
{
	struct organisation o;

	if (n->organisation.len == 0)
		return OK;
	error e = organisation_find(cx, n->organisation, &o);
	if (err_is(e, ERR_NOT_FOUND)) {
		struct organisation_new made = { .name = n->organisation, .sharing = SHARING_ALL };
		return organisation_create(cx, &made, &n->person.organisation);
	}
	TRY(e);
	n->person.organisation = o.id;
	return OK;
}

static error add(struct ctx *cx, void *arg)
{
	struct change *n = arg;
	person_id id;

	TRY(find_or_make(cx, n));
	TRY(person_create(cx, &n->person, &id));
	if (n->hash.len > 0)
		TRY(account_set_password(cx, id, n->hash));
	return OK;
}

error cmd_user_add(struct cli *c)
{
	struct change n = {
		.person = { .email = cli_value(c, "email"), .name = cli_value(c, "name"),
			.phone = cli_value(c, "phone") },
		.organisation = cli_value(c, "organisation"),
	};

	TRY(read_roles(c, cli_value(c, "role"), &n.person.roles));
	unsigned outside = ROLE_CUSTOMER | ROLE_CUSTOMER_ADMIN | ROLE_PARTNER;
	if ((n.person.roles & outside) != 0 && n.organisation.len == 0)
		return cli_usage(c, "say which organisation: --organisation NAME");
	TRY(read_password(c, &n.hash));
	TRY(cli_store(c, false));
	TRY(cli_write(c, add, &n));
	cli_print(c, "Added %.*s.\n", STR_ARG(n.person.email));
	return OK;
}

static error list(struct ctx *cx, void *arg)
{
	struct cli *c = arg;
	struct json_writer j = jw_new(&c->out);
	struct person_filter f = { .find = cli_value(c, "find") };
	struct person_list page;
	bool json = cli_flag(c, "json");

	if (json)
		jw_array(&j);
	do {
		TRY(person_list(cx, f, &page));
		for (size_t i = 0; i < page.len; i++) {
			const struct person *p = &page.at[i];
			f.after = p->id;
			if (!json) {
				cli_print(c, "%-40.*s %.*s%s\n", STR_ARG(p->email), STR_ARG(p->name),
					instant_is_set(p->disabled_at) ? " (disabled)" : "");
				continue;
			}
			jw_object(&j);
			jw_put_str(&j, "email", p->email);
			jw_put_str(&j, "name", p->name);
			jw_key(&j, STR("roles"));
			jw_array(&j);
			for (unsigned r = 1; r <= ROLE_ADMIN; r <<= 1)
				if ((unsigned)p->roles & r)
					jw_str(&j, role_name(r));
			jw_array_end(&j);
			jw_put_bool(&j, "disabled", instant_is_set(p->disabled_at));
			jw_object_end(&j);
		}
	} while (page.len == LIMIT_LIST_PAGE);
	if (json) {
		jw_array_end(&j);
		cli_print(c, "\n");
	}
	return OK;
}

error cmd_user_list(struct cli *c)
{
	TRY(cli_store(c, false));
	return cli_write(c, list, c);
}

static error disable(struct ctx *cx, void *arg)
{
	struct change *n = arg;
	struct person p;

	TRY(person_find(cx, n->person.email, &p));
	return person_disable(cx, p.id);
}

error cmd_user_disable(struct cli *c)
{
	struct change n = { .person = { .email = cli_value(c, "email") } };

	if (n.person.email.len == 0)
		return cli_usage(c, "say who: --email ADDRESS");
	TRY(cli_store(c, false));
	TRY(cli_write(c, disable, &n));
	cli_print(c, "Disabled %.*s; sessions and tokens have ended.\n", STR_ARG(n.person.email));
	return OK;
}

static error set_password(struct ctx *cx, void *arg)
{
	struct change *n = arg;
	struct person p;

	TRY(person_find(cx, n->person.email, &p));
	return account_set_password(cx, p.id, n->hash);
}

error cmd_user_passwd(struct cli *c)
{
	struct change n = { .person = { .email = cli_value(c, "email") } };

	if (n.person.email.len == 0 || !cli_flag(c, "password-stdin"))
		return cli_usage(c, "say who with --email and give the password by --password-stdin");
	TRY(read_password(c, &n.hash));
	TRY(cli_store(c, false));
	TRY(cli_write(c, set_password, &n));
	cli_print(c, "The password of %.*s is changed.\n", STR_ARG(n.person.email));
	return OK;
}
