/* What support bundles say: rules over text, and archives behind the wall. */
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "bundle/bundle.h"
#include "os/file.h"
#include "os/ipc.h"
#include "parse/parse.h"
#include "tests/unit/fixture_role.h"

#define SHOW "###### BeamOS show tech-support ######\nhostname core-sw-01\n"                       \
	"BeamOS software, Version 24.2R1-S3\nChassis model: NB-S4300-48T\nSerial number : NBA710072\n" \
	"snmp-server community s3cr3tRO ro\nusername ops secret 5 $1$abcd$0123456789abcdef\n"          \
	"-----BEGIN RSA PRIVATE KEY-----\nMIIEowIB\n-----END RSA PRIVATE KEY-----\nend\n"

static struct str scan(struct test *t, struct bundle_scan *s, const char *text)
{
	struct arena *a = t->arena;
	struct buf out = buf_new(a, 1 << 20);
	struct str rest = str_from(text), line, redacted;

	while (str_cut(&rest, '\n', &line)) {
		bundle_line(s, a, line, &redacted);
		buf_put(&out, redacted);
		buf_char(&out, '\n');
	}
	return buf_str(&out);
}

static struct bundle_rules *rules_of(struct test *t)
{
	struct bundle_rules *rules;

	ASSERT_OK(bundle_rules_load(test_ctx(t), &rules));
	return rules;
}

static struct str fact(const struct bundle_findings *f, enum bundle_fact_kind kind)
{
	for (size_t i = 0; i < f->facts.len; i++)
		if (f->facts.at[i].kind == kind)
			return f->facts.at[i].value;
	return STR("");
}

TEST(a_show_tech_says_which_device_it_is_of)
{
	static const struct {
		const char *text, *format, *serial, *model, *version, *host;
	} shows[] = {
		{ SHOW, "BeamOS", "NBA710072", "NB-S4300-48T", "24.2R1-S3", "core-sw-01" },
		{ "core uptime is 3 weeks\nCisco IOS Software, C3750E Software, Version 15.2(4)E10, RELEASE\n"
		  "System serial number            : FDO1234X0YZ\nModel number     : WS-C3750X-48P\n",
			"Cisco IOS", "FDO1234X0YZ", "WS-C3750X-48P", "15.2(4)E10", "core" },
		{ "Hostname: mx-01\nModel: mx240\nJunos: 21.4R3-S5.4\nChassis          JN1234567AFB   MX240\n",
			"Junos", "JN1234567AFB", "mx240", "21.4R3-S5.4", "mx-01" },
		{ "Arista DCS-7050TX\nSystem Model: DCS-7050\nSerial number:       JPE12345678\r\n"
		  "Software image version: 4.29.2F\r\n",
			"Arista EOS", "JPE12345678", "DCS-7050", "4.29.2F", "" },
	};
	struct bundle_rules *rules = rules_of(t);

	for (size_t i = 0; i < sizeof shows / sizeof *shows; i++) {
		struct bundle_scan s;
		bundle_begin(&s, rules, t->arena);
		scan(t, &s, shows[i].text);
		ASSERT_STR(s.found.format, shows[i].format);
		ASSERT_STR(fact(&s.found, FACT_SERIAL), shows[i].serial);
		ASSERT_STR(fact(&s.found, FACT_MODEL), shows[i].model);
		ASSERT_STR(fact(&s.found, FACT_VERSION), shows[i].version);
		ASSERT_STR(fact(&s.found, FACT_HOST), shows[i].host);
	}
	bundle_rules_close(rules);
}

TEST(secrets_are_found_and_nothing_of_them_is_kept)
{
	static const struct {
		const char *line, *secret;
	} lines[] = {
		{ "snmp-server community topSecret1 ro", "topSecret1" },
		{ "set snmp community \"top Secret1\" authorization read-only", "top Secret1" },
		{ "enable secret 9 $9$topSecret1/9R3UsU$2lFh", "topSecret1" },
		{ "username admin privilege 15 password 7 topSecret1", "topSecret1" },
		{ "tacacs-server host 10.1.1.1 key 0 topSecret1", "topSecret1" },
		{ " key-string topSecret1", "topSecret1" },
		{ "ip ospf message-digest-key 1 md5 0 topSecret1", "topSecret1" },
		{ " pre-shared-key ascii-text \"topSecret1!\"", "topSecret1" },
		{ "crypto isakmp key topSecret1 address 192.0.2.1", "topSecret1" },
		{ "set system root-authentication encrypted-password \"$6$topSecret1$abcdefgh\"", "topSecret1" },
		{ "set psksecret ENC topSecret1", "topSecret1" },
		{ "<password>topSecret1</password>", "topSecret1" },
		{ "\"password\": \"topSecret1\",", "topSecret1" },
		{ "Authorization: Bearer topSecret1.e30.abc", "topSecret1" },
	};
	struct bundle_rules *rules = rules_of(t);

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct bundle_scan s;
		bundle_begin(&s, rules, t->arena);
		struct str out = scan(t, &s, lines[i].line);
		ASSERT_EQ(s.found.secret_count, 1);
		ASSERT(str_find(out, str_from(lines[i].secret)) < 0);
		ASSERT_HAS(out, BUNDLE_MASK);
		ASSERT(str_find(bundle_encode(t->arena, &s.found), str_from(lines[i].secret)) < 0);
	}
	bundle_rules_close(rules);
}

TEST(what_only_looks_like_a_secret_is_left_alone)
{
	static const char *const lines[] = { "password is required for login", "service password-encryption",
		"password must be changed", "key chain ospf", " key 1", "snmp-server location Oslo",
		"the community of users", "secret is not set" };
	struct bundle_rules *rules = rules_of(t);
	struct bundle_scan s;

	bundle_begin(&s, rules, t->arena);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct str out = scan(t, &s, lines[i]);
		ASSERT_STR(str_trim(out), str_c(t->arena, str_trim(str_from(lines[i]))));
	}
	ASSERT_EQ(s.found.secret_count, 0);
	bundle_rules_close(rules);
}

TEST(an_ignored_secret_stays_and_a_private_key_goes_whole)
{
	static const int64_t ignored[] = { 1 };
	struct bundle_rules *rules = rules_of(t);
	struct bundle_scan s;

	bundle_begin(&s, rules, t->arena);
	s.ignored = ignored;
	s.ignored_count = 1;
	struct str out = scan(t, &s, SHOW);
	ASSERT_EQ(s.found.secret_count, 3);
	ASSERT_HAS(out, "community s3cr3tRO ro");
	ASSERT_HAS(out, "secret 5 [redacted]");
	ASSERT(str_find(out, STR("MIIEowIB")) < 0);
	ASSERT_HAS(out, "[redacted]\n\n\nend\n");
	bundle_rules_close(rules);
}

TEST(a_line_that_is_made_to_be_slow_is_passed_over)
{
	struct bundle_rules *rules;
	struct bundle_scan s;
	struct str line = STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"), out;

	ASSERT_OK(bundle_rules_read(test_ctx(t), STR("secret slow\n  needs a\n  match ^(a+)+$\n"), &rules));
	bundle_begin(&s, rules, t->arena);
	bundle_line(&s, t->arena, line, &out);
	ASSERT(str_eq(out, line));
	bundle_rules_close(rules);
}

TEST(rules_that_are_wrong_are_refused)
{
	static const char *const wrong[] = { "  needs a\n", "colour red\n", "fact age\n  needs a\n  match a\n",
		"secret x\n  match a\n", "secret x\n  needs a\n", "secret x\n  needs a\n  match (\n",
		"block x\n  needs a\n  match a\n", "secret x\n  needs a\n  match a\n  match b\n",
		"secret x\n  needs a\n  match (a)(b)(c)(d)\n" };
	struct bundle_rules *rules;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		ASSERT_ERR(ERR_INTERNAL, bundle_rules_read(test_ctx(t), str_from(wrong[i]), &rules));
}

TEST(findings_come_back_from_their_text_as_they_were)
{
	struct bundle_rules *rules = rules_of(t);
	struct bundle_findings back;
	struct bundle_scan s;

	bundle_begin(&s, rules, t->arena);
	bundle_file(&s, STR("a\tb/show.txt"));
	scan(t, &s, SHOW);
	struct str text = bundle_encode(t->arena, &s.found);
	ASSERT_OK(bundle_decode(test_ctx(t), text, &back));
	ASSERT(str_eq(bundle_encode(t->arena, &back), text));
	ASSERT_EQ(back.secrets.len, 3);
	ASSERT_ERR(ERR_MALFORMED, bundle_decode(test_ctx(t), STR("fact\tage\t3\t\t1\n"), &back));
	ASSERT_ERR(ERR_MALFORMED, bundle_decode(test_ctx(t), STR("fact\tserial\n"), &back));
	ASSERT_ERR(ERR_MALFORMED, bundle_decode(test_ctx(t), STR("count\t-1\t0\t0\n"), &back));
	bundle_rules_close(rules);
}

/* --- behind the wall --- */

/* An archive is built into memory, entry by entry. */
struct pack {
	struct archive *a;
	char *at;
	size_t room, used;
};

static struct pack pack_begin(struct test *t, int format, int filter)
{
	struct pack p = { .a = archive_write_new(), .room = 8 << 20 };

	p.at = arena_bytes(t->arena, p.room);
	archive_write_set_format(p.a, format);
	archive_write_add_filter(p.a, filter);
	return p;
}

static void pack_open(struct pack *p)
{
	ASSERT_EQ(archive_write_open_memory(p->a, p->at, p->room, &p->used), ARCHIVE_OK);
}

static void pack_add(struct pack *p, const char *name, unsigned type, struct str bytes)
{
	struct archive_entry *e = archive_entry_new();

	archive_entry_set_pathname(e, name);
	archive_entry_set_filetype(e, type);
	archive_entry_set_perm(e, 0644);
	archive_entry_set_size(e, type == AE_IFREG ? (int64_t)bytes.len : 0);
	if (type == AE_IFLNK)
		archive_entry_set_symlink(e, "/etc/passwd");
	ASSERT(archive_write_header(p->a, e) >= ARCHIVE_WARN);
	if (type == AE_IFREG && bytes.len > 0)
		ASSERT_EQ(archive_write_data(p->a, bytes.at, bytes.len), (la_ssize_t)bytes.len);
	archive_entry_free(e);
}

static struct str pack_end(struct pack *p)
{
	ASSERT_EQ(archive_write_close(p->a), ARCHIVE_OK);
	archive_write_free(p->a);
	return str_of(p->at, p->used);
}

static struct str packed(struct test *t, int format, int filter, const char *name, struct str bytes)
{
	struct pack p = pack_begin(t, format, filter);

	pack_open(&p);
	pack_add(&p, name, AE_IFREG, bytes);
	return pack_end(&p);
}

static int file_of(struct test *t, struct str bytes)
{
	int fd = memfd_create("bundle", MFD_CLOEXEC);

	ASSERT(fd >= 0);
	ASSERT_OK(fd_write_all(test_ctx(t), fd, STR("bundle"), bytes));
	return fd;
}

static struct str ask(struct test *t, struct fixture_role r, enum ipc_kind kind, struct str bytes,
	const char *body)
{
	int in = file_of(t, bytes), out = file_of(t, STR(""));
	struct ipc_message question = { .kind = kind, .body = str_from(body), .fds = { in, out },
		.fd_count = 2 };
	struct str answer;
	struct stat st;
	size_t got;

	ASSERT_OK(ipc_ask(test_ctx(t), r.fd, &question, 60000, &answer));
	ASSERT_EQ(fstat(out, &st), 0);
	ASSERT_EQ(lseek(out, 0, SEEK_SET), 0);
	char *at = arena_bytes(t->arena, (size_t)st.st_size + 1);
	ASSERT_OK(fd_read_full(test_ctx(t), out, STR("answer"), at, (size_t)st.st_size, &got));
	close(in);
	close(out);
	return str_of(at, got);
}

static struct bundle_findings look(struct test *t, struct fixture_role r, struct str bytes)
{
	struct bundle_findings f;

	ASSERT_OK(bundle_decode(test_ctx(t), ask(t, r, IPC_PARSE_BUNDLE, bytes, ""), &f));
	return f;
}

TEST(a_bundle_is_read_behind_the_wall_in_each_way_that_it_is_packed)
{
	struct fixture_role r = fixture_role_start(t, parse_serve);
	struct str show = STR(SHOW);
	struct str all[] = { show,
		packed(t, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE, "logs/show-tech.txt", show),
		packed(t, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FILTER_GZIP, "l\xc3\xb6gs/show.txt", show),
		packed(t, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FILTER_XZ, "show.txt", show),
		packed(t, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FILTER_ZSTD, "show.txt", show),
		packed(t, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FILTER_BZIP2, "show.txt", show),
		packed(t, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, "show.txt", show),
		packed(t, ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP, "show.txt", show),
		packed(t, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP, "inner.zip",
			packed(t, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, "show.txt", show)) };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct bundle_findings f = look(t, r, all[i]);
		ASSERT_STR(f.format, "BeamOS");
		ASSERT_STR(fact(&f, FACT_SERIAL), "NBA710072");
		ASSERT_EQ(f.secret_count, 3);
	}
	struct bundle_findings none = look(t, r, STR("\x7f" "ELF\0\0\0\0 password topSecret1"));
	ASSERT_EQ(none.secret_count, 0);
	ASSERT_EQ(fixture_role_end(r), 0);
}

TEST(a_redacted_copy_says_the_same_without_its_secrets)
{
	struct fixture_role r = fixture_role_start(t, parse_serve);
	struct pack p = pack_begin(t, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE);

	struct str text = ask(t, r, IPC_PARSE_REDACT, STR(SHOW), "");
	ASSERT_HAS(text, "Serial number : NBA710072\nsnmp-server community [redacted] ro\n");
	text = ask(t, r, IPC_PARSE_REDACT, STR(SHOW), "1,3");
	ASSERT_HAS(text, "s3cr3tRO");
	ASSERT_HAS(text, "MIIEowIB");
	ASSERT_HAS(text, "secret 5 [redacted]");

	pack_open(&p);
	pack_add(&p, "../../etc/show.txt", AE_IFREG, STR(SHOW));
	pack_add(&p, "core.bin", AE_IFREG, STR("\0\1\2"));
	pack_add(&p, "link", AE_IFLNK, STR(""));
	struct str copy = ask(t, r, IPC_PARSE_REDACT, pack_end(&p), "");
	struct bundle_findings f = look(t, r, copy);
	ASSERT_EQ(f.secret_count, 0);
	ASSERT_EQ(f.entries, 2);
	ASSERT_STR(fact(&f, FACT_SERIAL), "NBA710072");
	ASSERT_STR(f.facts.at[0].file, "etc/show.txt");
	ASSERT_EQ(fixture_role_end(r), 0);
}

TEST(an_archive_that_is_made_to_hurt_is_read_up_to_its_limits)
{
	struct fixture_role r = fixture_role_start(t, parse_serve);
	struct pack many = pack_begin(t, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP);
	struct pack bomb = pack_begin(t, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE);
	struct str zeros = str_of(arena_bytes(t->arena, 40 << 20), 40 << 20);
	struct str nest = STR(SHOW);
	struct bundle_findings f;

	pack_open(&many);
	for (int i = 0; i < LIMIT_BUNDLE_ENTRIES + 10; i++)
		pack_add(&many, "same", AE_IFREG, STR("hello\n"));
	f = look(t, r, pack_end(&many));
	ASSERT_EQ(f.entries, LIMIT_BUNDLE_ENTRIES + 1);
	ASSERT_EQ(f.notes.len, 1);

	pack_open(&bomb);
	memset((char *)(uintptr_t)zeros.at, ' ', zeros.len);
	for (int i = 0; i < 4; i++)
		pack_add(&bomb, "zeros", AE_IFREG, zeros);
	f = look(t, r, pack_end(&bomb));
	ASSERT(f.bytes <= 64 << 20);
	ASSERT_EQ(f.notes.len, 1);
	ASSERT_HAS(f.notes.at[0], "unpacks to too much");

	for (int i = 0; i < LIMIT_BUNDLE_DEPTH + 2; i++)
		nest = packed(t, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP, "inner", nest);
	f = look(t, r, nest);
	ASSERT_EQ(f.secret_count, 0);
	ASSERT_HAS(f.notes.at[0], "archives in archives");

	struct str torn = packed(t, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP, "show.txt", STR(SHOW));
	look(t, r, str_sub(torn, 0, torn.len / 2)); /* what comes of it is only that it ends */
	ASSERT_EQ(fixture_role_end(r), 0);
}
