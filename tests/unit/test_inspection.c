/* Attached files are looked at, what they say is offered, and their secrets are taken out. */
#include <unistd.h>

#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/attachment.h"
#include "domain/casefile/split/split.h"
#include "domain/inspection/inspection.h"
#include "domain/inspection/runner.h"
#include "domain/product/product.h"
#include "os/file.h"
#include "os/ipc.h"
#include "parse/parse.h"
#include "tests/unit/fixture.h"
#include "tests/unit/fixture_role.h"
#include "tests/unit/fixture_person.h"

#define SHOW "###### BeamOS show tech-support ######\nhostname core-sw-01\n"                       \
	"BeamOS software, Version 24.2R1\nChassis model: NB-S1\nSerial number : NB-1001\n"         \
	"snmp-server community s3cr3tRO ro\nenable secret topSecret1\n"

struct office {
	struct ctx *cx;
	struct files files;
	struct inspection_config config;
	struct fixture_role role;
	struct actor ana, bo, tom;
	struct casefile c;
	attachment_id file;
};

static attachment_id attach(struct office *o, const char *name, struct str bytes)
{
	struct attachment_new n = { .name = str_from(name), .size = (int64_t)bytes.len };
	struct file_hash hash;
	attachment_id id;

	ASSERT_OK(files_put(o->cx, &o->files, bytes, &hash));
	n.sha256 = str_of(hash.bytes, sizeof hash.bytes);
	ASSERT_OK(attachment_add(o->cx, &o->c, &n, &id));
	ASSERT_OK(casefile_load(o->cx, o->c.id, &o->c));
	return id;
}

/* Ana's case, with a show tech; bo is of the same organisation. The actor is ana. */
static void office(struct test *t, struct office *o)
{
	organisation_id acme;
	product_id product;

	*o = (struct office){ .role = fixture_role_start(t, parse_serve) };
	o->cx = fixture_ctx(t, .now = "2026-11-23T09:00Z");
	o->config.role = o->role.fd;
	ASSERT_OK(files_open(o->cx, fixture_dir(t), &o->files));
	o->cx->files = &o->files;
	o->config.store = fixture_store(t);
	o->config.files = &o->files;
	ASSERT_OK(organisation_create(o->cx, &(struct organisation_new){ .name = STR("Acme"),
		.sharing = SHARING_ALL }, &acme));
	ASSERT_OK(product_create(o->cx, &(struct product_new){ .code = STR("NB-S1"), .name = STR("S1"),
		.family = STR("Switches"), .software = STR("BeamOS") }, &product));
	ASSERT_OK(asset_put(o->cx, &(struct asset_new){ .serial = STR("NB-1001"), .product = product,
		.organisation = acme }));
	o->ana = fixture_person(o->cx, "ana@acme.example", ROLE_CUSTOMER, acme);
	o->bo = fixture_person(o->cx, "bo@acme.example", ROLE_CUSTOMER, acme);
	o->tom = fixture_person(o->cx, "tom@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	o->cx->actor = &o->ana;
	ASSERT_OK(casefile_open(o->cx, &(struct casefile_new){ .summary = STR("Uplink down"),
		.description = STR("Since noon."), .priority = 3, .serial = STR("NB-9999") }, &o->c));
	o->file = attach(o, "show-tech.txt", STR(SHOW));
}

static int64_t pass(struct office *o)
{
	const struct actor *who = o->cx->actor;
	int64_t done;

	o->cx->actor = &actor_system;
	ASSERT_OK(inspection_pass(o->cx, &o->config, &done));
	o->cx->actor = who;
	ASSERT_OK(casefile_load(o->cx, o->c.id, &o->c));
	return done;
}

static struct inspection_file only(struct office *o)
{
	inspection_file_list all;

	ASSERT_OK(inspection_of_case(o->cx, &o->c, &all));
	ASSERT_EQ(all.len, 1);
	return all.at[0];
}

TEST_STORE(a_file_that_is_attached_says_what_device_it_is_of_and_differs_from_the_case)
{
	struct office o;

	office(t, &o);
	ASSERT_EQ(only(&o).row.state, INSPECTION_WAITING);
	ASSERT_EQ(pass(&o), 1);
	struct inspection_file f = only(&o);
	ASSERT_EQ(f.row.state, INSPECTION_DONE);
	ASSERT_STR(f.findings.format, "BeamOS");
	ASSERT(f.other_serial);
	ASSERT(!f.other_model); /* the case names none */
	ASSERT_EQ(f.open_secrets, 2);
	attach(&o, "photo.png", STR("\x89PNG\0\1\2"));
	ASSERT_EQ(pass(&o), 1);
	only(&o); /* nothing was found in the other */
	ASSERT_EQ(fixture_role_end(o.role), 0);
}

TEST_STORE(what_a_file_says_becomes_the_cases)
{
	struct office o;

	office(t, &o);
	pass(&o);
	struct inspection_file f = only(&o);
	for (size_t i = 0; i < f.findings.facts.len; i++) {
		error e = inspection_accept(o.cx, &o.c, o.file, (int64_t)i);
		if (f.findings.facts.at[i].kind == FACT_HOST)
			ASSERT_ERR(ERR_INVALID, e);
		else
			ASSERT_OK(e);
		ASSERT_OK(casefile_load(o.cx, o.c.id, &o.c));
	}
	ASSERT_STR(o.c.serial, "NB-1001");
	ASSERT_STR(o.c.product_code, "NB-S1");
	ASSERT_STR(o.c.release_text, "24.2R1");
	ASSERT(o.c.asset.v != 0);
	ASSERT(!only(&o).other_serial);
	ASSERT_ERR(ERR_NOT_FOUND, inspection_accept(o.cx, &o.c, o.file, 99));
	ASSERT_ERR(ERR_NOT_FOUND, inspection_accept(o.cx, &o.c, (attachment_id){ 99 }, 0));
	ASSERT_EQ(fixture_role_end(o.role), 0);
}

TEST_STORE(a_copy_without_secrets_takes_the_place_of_the_original)
{
	struct office o;
	struct attachment a;
	struct attachment_list list;
	struct file_hash hash;
	struct str text;

	office(t, &o);
	pass(&o);
	ASSERT_OK(inspection_ignore(o.cx, &o.c, o.file, 1, true));
	ASSERT_EQ(only(&o).open_secrets, 1);
	ASSERT_ERR(ERR_INVALID, inspection_redact(o.cx, &o.c, o.file, ORIGINAL_NONE));
	ASSERT_OK(inspection_redact(o.cx, &o.c, o.file, ORIGINAL_RESTRICTED));
	ASSERT_ERR(ERR_CONFLICT, inspection_redact(o.cx, &o.c, o.file, ORIGINAL_RESTRICTED));
	ASSERT_ERR(ERR_CONFLICT, inspection_ignore(o.cx, &o.c, o.file, 1, false));
	ASSERT_EQ(pass(&o), 1);
	struct inspection_file f = only(&o);
	ASSERT_EQ(f.row.state, INSPECTION_REDACTED);
	ASSERT_STR(f.row.copy_name, "show-tech-redacted.txt");
	ASSERT_OK(attachment_find(o.cx, &o.c, f.row.copy, &a));
	ASSERT(file_hash_from(a.sha256, &hash));
	ASSERT_OK(file_read_all(o.cx, files_path(o.cx, &o.files, &hash), 1 << 20, &text));
	ASSERT_HAS(text, "community s3cr3tRO ro"); /* it was ignored */
	ASSERT_HAS(text, "enable secret [redacted]");
	ASSERT_OK(attachment_find(o.cx, &o.c, o.file, &a)); /* ana sent it */
	o.cx->actor = &o.bo;
	ASSERT_ERR(ERR_NOT_FOUND, attachment_find(o.cx, &o.c, o.file, &a));
	o.cx->actor = &o.tom;
	ASSERT_ERR(ERR_NOT_FOUND, attachment_find(o.cx, &o.c, o.file, &a));
	ASSERT_OK(attachment_list(o.cx, &o.c, &list));
	ASSERT_EQ(list.len, 1);
	ASSERT_EQ(list.at[0].id.v, f.row.copy.v);
	ASSERT_EQ(fixture_role_end(o.role), 0);
}

TEST_STORE(a_file_that_a_split_copied_is_replaced_in_both_cases_from_either)
{
	const int64_t entry = 1;
	struct attachment_list list;
	struct casefile made;
	struct office o;

	office(t, &o);
	pass(&o);
	struct split s = { .summary = STR("A fan is loud"), .entries = &entry, .entry_count = 1,
		.files = &o.file.v, .file_count = 1 };
	o.cx->actor = &o.tom;
	ASSERT_OK(casefile_split(o.cx, o.c.id, &s, &made));
	ASSERT_OK(attachment_list(o.cx, &made, &list));
	ASSERT_EQ(list.len, 1);
	ASSERT_OK(inspection_redact(o.cx, &made, list.at[0].id, ORIGINAL_REMOVED));
	ASSERT_EQ(pass(&o), 1);
	ASSERT_OK(attachment_list(o.cx, &o.c, &list));
	ASSERT_EQ(list.len, 1);
	ASSERT_STR(list.at[0].name, "show-tech-redacted.txt");
	ASSERT_OK(attachment_list(o.cx, &made, &list));
	ASSERT_EQ(list.len, 1);
	ASSERT_STR(list.at[0].name, "show-tech-redacted.txt");
	ASSERT_EQ(fixture_role_end(o.role), 0);
}

TEST_STORE(a_split_does_not_open_a_file_that_is_restricted)
{
	const int64_t entry = 1;
	struct attachment_list list;
	struct casefile made;
	struct office o;

	office(t, &o);
	pass(&o);
	struct split s = { .summary = STR("A fan is loud"), .entries = &entry, .entry_count = 1,
		.files = &o.file.v, .file_count = 1 };
	ASSERT_OK(inspection_redact(o.cx, &o.c, o.file, ORIGINAL_RESTRICTED));
	pass(&o);
	o.cx->actor = &o.tom;
	ASSERT_OK(casefile_split(o.cx, o.c.id, &s, &made));
	ASSERT_OK(attachment_list(o.cx, &made, &list));
	ASSERT_EQ(list.len, 0);
	ASSERT_EQ(fixture_role_end(o.role), 0);
}

TEST_STORE(an_original_that_is_removed_is_nobodys_any_more)
{
	struct office o;
	struct attachment a;

	office(t, &o);
	pass(&o);
	o.cx->actor = &o.tom;
	ASSERT_OK(inspection_redact(o.cx, &o.c, o.file, ORIGINAL_REMOVED));
	pass(&o);
	ASSERT_ERR(ERR_NOT_FOUND, attachment_find(o.cx, &o.c, o.file, &a));
	o.cx->actor = &o.ana;
	ASSERT_ERR(ERR_NOT_FOUND, attachment_find(o.cx, &o.c, o.file, &a));
	ASSERT_OK(attachment_find(o.cx, &o.c, only(&o).row.copy, &a));
	ASSERT_EQ(fixture_role_end(o.role), 0);
}

TEST_STORE(a_file_that_ends_the_role_twice_is_put_aside_and_stays)
{
	struct office o;
	struct attachment a;

	office(t, &o);
	ASSERT_EQ(fixture_role_end(o.role), 0);
	int fds[2];
	ASSERT_OK(ipc_pair(o.cx, fds));
	close(fds[1]); /* nobody answers */
	o.config.role = fds[0];
	ASSERT_EQ(pass(&o), 2);
	ASSERT_EQ(only(&o).row.state, INSPECTION_QUARANTINED);
	ASSERT_EQ(pass(&o), 0);
	ASSERT_OK(attachment_find(o.cx, &o.c, o.file, &a));
	close(fds[0]);
}
