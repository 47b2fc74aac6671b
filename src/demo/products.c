/* products.c - what Northbeam makes, and where it is reached */
#include "demo/center.h"
#include "demo/script.h"
#include "domain/directory/directory.h"

static instant days_from(instant at, struct str days)
{
	int64_t n;

	if (!str_int(days, &n))
		return (instant){ 0 };
	return instant_add(at, (seconds){ n * SECONDS_PER_DAY });
}

static error products(struct center *c)
{
	struct str rest = script_file("products.txt");
	struct script_row row;

	while (script_row(&rest, &row)) {
		struct center_product *p = arena_push(c->cx->arena, &c->products);
		*p = (struct center_product){ .code = row.at[0], .family = row.at[2],
			.software = row.at[3] };
		struct product_new n = { .code = row.at[0], .name = row.at[1],
			.family = row.at[2], .software = row.at[3],
			.end_of_sale_at = days_from(c->now, row.at[4]),
			.end_of_life_at = days_from(c->now, row.at[5]),
			.description = row.at[6] };
		TRY(product_create(c->cx, &n, &p->id));
		c->demo->products++;
	}
	return OK;
}

static error runs_on(struct center *c, const struct script_row *row, release_id release)
{
	for (size_t i = 0; i < c->products.len; i++) {
		struct center_product *p = &c->products.at[i];
		if (!str_eq(p->software, row->at[0]))
			continue;
		TRY(product_add_release(c->cx, p->id, release, str_eq(row->at[4], STR("suggested"))));
		*arena_push(c->cx->arena, &p->releases) = release;
		*arena_push(c->cx->arena, &p->release_names) = row->at[1];
	}
	return OK;
}

static error releases(struct center *c)
{
	struct str rest = script_file("releases.txt");
	struct script_row row;

	for (int64_t position = 10; script_row(&rest, &row); position += 10) {
		struct release_new n = { .software = row.at[0], .name = row.at[1],
			.position = position, .released_at = days_from(c->now, row.at[2]),
			.end_of_support_at = days_from(c->now, row.at[3]) };
		release_id id;
		TRY(release_create(c->cx, &n, &id));
		TRY(runs_on(c, &row, id));
		c->demo->releases++;
	}
	return OK;
}

static error phones(struct center *c)
{
	struct str rest = script_file("phones.txt");
	struct script_row row;
	phone_number_id id;

	while (script_row(&rest, &row)) {
		struct phone_number_new n = { .region = row.at[0], .country = row.at[1],
			.toll_free = row.at[2], .direct = row.at[3], .hours = row.at[4],
			.languages = row.at[5], .zone = row.at[6] };
		TRY(directory_number_save(c->cx, (phone_number_id){ 0 }, &n, &id));
	}
	return OK;
}

/* In the file the lines of an address are parted by semicolons. */
static struct str address_of(struct arena *a, struct str text)
{
	char *lines = str_c(a, text);

	for (char *c = lines; *c; c++)
		if (*c == ';')
			*c = '\n';
	return str_from(lines);
}

static error offices(struct center *c)
{
	struct str rest = script_file("offices.txt");
	struct script_row row;
	office_id id;

	while (script_row(&rest, &row)) {
		struct office_new n = { .region = row.at[0], .name = row.at[1],
			.address = address_of(c->cx->arena, row.at[2]), .phone = row.at[3],
			.fax = row.at[4], .sales = row.at[5], .zone = row.at[6] };
		TRY(directory_office_save(c->cx, (office_id){ 0 }, &n, &id));
	}
	return OK;
}

error center_products(struct center *c)
{
	TRY(products(c));
	TRY(releases(c));
	TRY(phones(c));
	return offices(c);
}
