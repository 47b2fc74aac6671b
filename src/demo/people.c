/* people.c - the desk and its management, the customers and who works there */
#include "demo/center.h"

#include "demo/script.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/sign_in.h"
#include "domain/casefile/queue/queue.h"
#include "domain/escalation/duty.h"
#include "domain/setting/setting.h"

enum { PEOPLE = 400, ORGANISATIONS = 60 };

error center_person(struct center *c, const struct person_new *n, struct center_person *out)
{
	struct person person;

	TRY(person_create(c->cx, n, &out->id));
	TRY(person_load(c->cx, out->id, &person));
	out->email = person.email;
	c->demo->people++;
	return person_actor(c->cx, &person, &out->actor);
}

error center_account(struct center *c, const struct person_new *n, const char *role,
	struct center_person *out)
{
	TRY(center_person(c, n, out));
	*arena_push(c->cx->arena, &c->demo->accounts) =
		(struct demo_account){ str_from(role), out->email, n->name };
	return account_set_password(c->cx, out->id, c->demo->password_hash);
}

/* The list a role's people are kept in; NULL: none. */
static void keep(struct center *c, struct str role, const struct center_person *p)
{
	struct arena *a = c->cx->arena;

	if (str_eq(role, STR("agent")))
		*arena_push(a, &c->agents) = *p;
	else if (str_eq(role, STR("manager")))
		*arena_push(a, &c->managers) = *p;
	else if (str_eq(role, STR("director")))
		*arena_push(a, &c->directors) = *p;
	else if (str_eq(role, STR("vp-cs")))
		*arena_push(a, &c->vps_cs) = *p;
	else if (str_eq(role, STR("vp-es")))
		*arena_push(a, &c->vps_es) = *p;
	else if (str_eq(role, STR("author")))
		c->author = *p;
	else if (str_eq(role, STR("admin")))
		c->admin = *p;
}

static error hold_level(struct center *c, int level, const struct center_person *holder,
	const struct center_person *deputy)
{
	struct holder_new n = { .level = level, .person = holder->email,
		.deputy = deputy != NULL ? deputy->email : STR(""),
		.from = instant_add(c->now, (seconds){ -200 * SECONDS_PER_DAY }) };
	holder_id id;

	return duty_add_holder(c->cx, &n, &id);
}

static error holders(struct center *c)
{
	TRY(hold_level(c, 1, &c->managers.at[0], &c->managers.at[1]));
	TRY(hold_level(c, 2, &c->directors.at[0], &c->directors.at[1]));
	TRY(hold_level(c, 3, &c->vps_cs.at[0], &c->directors.at[0]));
	return hold_level(c, 4, &c->vps_es.at[0], &c->vps_cs.at[0]);
}

/* Who is on call for managers: two share the weeks, from last month to the next. */
static error roster(struct center *c)
{
	for (int week = -4; week < 5; week++) {
		int64_t from = week * 7 * SECONDS_PER_DAY;
		struct shift_new n = { .level = 1,
			.person = c->managers.at[(size_t)(week + 4) % c->managers.len].email,
			.from = instant_add(c->now, (seconds){ from }),
			.until = instant_add(c->now, (seconds){ from + 7 * SECONDS_PER_DAY }) };
		shift_id id;
		TRY(duty_add_shift(c->cx, &n, &id));
	}
	return OK;
}

static error queues(struct center *c)
{
	struct str rest = script_file("queues.txt");
	struct script_row row;
	queue_id id;

	while (script_row(&rest, &row))
		TRY(queue_create(c->cx, &(struct queue_change){ .name = row.at[0], .family = row.at[1] }, &id));
	return OK;
}

error center_staff(struct center *c)
{
	struct str rest = script_file("staff.txt");
	struct script_row row;

	while (script_row(&rest, &row)) {
		struct person_new n = { .email = str_concat(c->cx->arena, row.at[2],
						STR("@northbeam.example")),
			.name = row.at[1], .title = row.at[3], .zone = row.at[4],
			.roles = role_by_name(row.at[0]) };
		struct center_person p;
		if (str_eq(row.at[5], STR("account")))
			TRY(center_account(c, &n, str_c(c->cx->arena, row.at[0]), &p));
		else
			TRY(center_person(c, &n, &p));
		keep(c, row.at[0], &p);
	}
	TRY(setting_set(c->cx, STR("center_name"), STR("Northbeam")));
	TRY(queues(c));
	TRY(holders(c));
	return roster(c);
}

static error colleagues(struct center *c, struct center_customer *k, const struct script_row *names,
	size_t nth)
{
	struct arena *a = c->cx->arena;
	/* The first of an organisation administers it. */
	struct person_new n = { .name = names->at[0],
		.email = str_printf(a, "%.*s@%.*s", STR_ARG(names->at[1]), STR_ARG(k->domain)),
		.title = names->at[2], .zone = k->zone, .organisation = k->id,
		.roles = nth == 0 ? ROLE_CUSTOMER_ADMIN : ROLE_CUSTOMER };
	struct center_person p;

	if (c->customers.len == 1 && nth == 0)
		TRY(center_account(c, &n, "customer-admin", &p));
	else if (c->customers.len == 1 && nth == 1)
		TRY(center_account(c, &n, "customer", &p));
	else
		TRY(center_person(c, &n, &p));
	*arena_push(a, &k->people) = p;
	return OK;
}

static error partner(struct center *c)
{
	struct center_customer *k = &c->customers.at[0];
	struct person_new n = { .name = STR("Oyelaran Adeyemi"), .title = STR("Network consultant"),
		.email = STR("oyelaran.adeyemi@lindgren-partners.example"), .zone = STR("Europe/Stockholm"),
		.organisation = k->id, .roles = ROLE_PARTNER };
	struct center_person p;

	return center_account(c, &n, "partner", &p);
}

/* PEOPLE in all, the partner the last; organisations differ by a few. */
struct spread {
	int64_t left, organisations, owed;
};

static size_t colleagues_of(struct center *c, struct spread *s)
{
	int64_t even = s->left / s->organisations, most = even;

	if (s->owed == 0 && s->organisations > 1) {
		s->owed = (int64_t)dice_below(&c->dice, 5) - 2;
		most += s->owed;
	} else if (s->organisations > 1) {
		most -= s->owed;
		s->owed = 0;
	}
	s->left -= most;
	s->organisations--;
	return (size_t)most;
}

error center_customers(struct center *c)
{
	struct str rest = script_file("organisations.txt"), people = script_file("people.txt");
	struct script_row row, names;
	struct spread spread = { .left = PEOPLE - 1 - c->demo->people, .organisations = ORGANISATIONS };

	while (script_row(&rest, &row)) {
		struct center_customer *k = arena_push(c->cx->arena, &c->customers);
		*k = (struct center_customer){ .name = row.at[0], .domain = row.at[1],
			.zone = row.at[2], .country = row.at[3] };
		struct organisation_new n = { .name = k->name, .mail_domain = k->domain,
			.zone = k->zone, .country = k->country,
			.sharing = (enum organisation_sharing)(c->customers.len % 4 == 1 ? SHARING_ALL
				: c->customers.len % 4) };
		TRY(organisation_create(c->cx, &n, &k->id));
		size_t most = colleagues_of(c, &spread);
		for (size_t i = 0; i < most; i++) {
			if (!script_row(&people, &names)) {
				people = script_file("people.txt");
				script_row(&people, &names);
			}
			TRY(colleagues(c, k, &names, i));
		}
		c->demo->organisations++;
	}
	return partner(c);
}
