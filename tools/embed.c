/*
 * embed - styles, scripts, icons and fonts into a C table (web/asset.h)
 *
 *	embed OUT.c TYPE NAME FILE... [-- TYPE NAME FILE...]...
 *
 * Each group is one asset: css and js files are joined in order, svg files become one
 * sprite of symbols named i-FILE, an image is one SVG as it is, anything else is one file. "asset:NAME" in css and js
 * is replaced by the address of an asset given before it. Compressed at build time.
 */
#include <stdio.h>
#include <stdlib.h>

#include <brotli/encode.h>
#include <sodium.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/str.h"

enum { ASSETS_MAX = 64, ASSET_MAX = 8 << 20, HASH_CHARS = 10 };

struct made {
	struct str name, hash_name, type, raw, gzip, br;
};

struct embed {
	struct arena *arena;
	struct made assets[ASSETS_MAX];
	size_t count;
};

static void fail(const char *what, const char *path)
{
	fprintf(stderr, "embed: %s %s\n", what, path);
	exit(1);
}

static struct str read_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (f == NULL)
		fail("cannot read", path);
	char *at = arena_bytes(a, ASSET_MAX);
	size_t len = fread(at, 1, ASSET_MAX, f);
	fclose(f);
	return str_of(at, len);
}

/* Comments and the white space that a browser does not need. */
static void minify_css(struct buf *out, struct str s)
{
	char quote = 0;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		if (quote != 0) {
			buf_char(out, c);
			quote = c == quote ? 0 : quote;
		} else if (c == '/' && i + 1 < s.len && s.at[i + 1] == '*') {
			ptrdiff_t end = str_find(str_skip(s, i + 2), STR("*/"));
			i = end < 0 ? s.len : i + 2 + (size_t)end + 1;
		} else if (str_is_space(c)) {
			struct str done = buf_str(out);
			char last = done.len ? done.at[done.len - 1] : '{';
			size_t next = i;
			while (next < s.len && str_is_space(s.at[next]))
				next++;
			char after = next < s.len ? s.at[next] : '}';
			bool drop = strchr("{};,>", last) || strchr("{};,>", after);
			if (!drop)
				buf_char(out, ' ');
			i = next - 1;
		} else {
			quote = c == '"' || c == '\'' ? c : 0;
			buf_char(out, c);
		}
	}
}

/* The file's <svg> as a <symbol> named after it. */
static void add_symbol(struct embed *e, struct buf *out, const char *path, struct str svg)
{
	struct str name = str_from(path);
	name = str_skip(name, (size_t)(str_rfind_char(name, '/') + 1));
	name = str_sub(name, 0, name.len - 4);
	ptrdiff_t box = str_find(svg, STR("viewBox=\"")), end = str_rfind_char(svg, '<');
	ptrdiff_t open = str_find_char(svg, '>');
	if (box < 0 || end < open)
		fail("not an icon:", path);
	struct str view = str_skip(svg, (size_t)box + 9), value;
	str_cut(&view, '"', &value);
	struct str body = str_sub(svg, (size_t)open + 1, (size_t)(end - open) - 1);
	buf_printf(out, "<symbol id=\"i-%.*s\" viewBox=\"%.*s\">%.*s</symbol>", STR_ARG(name),
		STR_ARG(value), STR_ARG(body));
	(void)e;
}

static struct str hash_name(struct arena *a, struct str name, struct str raw)
{
	unsigned char hash[16];
	struct buf hex = buf_new(a, 64);
	crypto_generichash(hash, sizeof hash, (const unsigned char *)raw.at, raw.len, NULL, 0);
	buf_hex(&hex, str_of(hash, sizeof hash));
	ptrdiff_t dot = str_rfind_char(name, '.');
	struct str stem = str_sub(name, 0, (size_t)dot), ending = str_skip(name, (size_t)dot);
	struct str digits = str_sub(buf_str(&hex), 0, HASH_CHARS);
	return str_printf(a, "%.*s.%.*s%.*s", STR_ARG(stem), STR_ARG(digits), STR_ARG(ending));
}

/* "asset:x.woff2" to "/assets/x.0123456789.woff2". */
static struct str resolve(struct embed *e, struct str s)
{
	struct buf out = buf_new(e->arena, ASSET_MAX);
	ptrdiff_t at;
	while ((at = str_find(s, STR("asset:"))) >= 0) {
		buf_put(&out, str_sub(s, 0, (size_t)at));
		s = str_skip(s, (size_t)at + 6);
		size_t i = 0;
		while (i < e->count && !str_starts(s, e->assets[i].name))
			i++;
		if (i == e->count)
			fail("no such asset:", str_c(e->arena, str_sub(s, 0, 40)));
		buf_printf(&out, "/assets/%.*s", STR_ARG(e->assets[i].hash_name));
		s = str_skip(s, e->assets[i].name.len);
	}
	buf_put(&out, s);
	return buf_str(&out);
}

static struct str gzip(struct arena *a, struct str raw)
{
	z_stream z = { 0 };
	size_t room = raw.len + raw.len / 8 + 1024;
	char *at = arena_bytes(a, room);
	if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
		fail("cannot compress", "");
	z.next_in = (Bytef *)raw.at;
	z.avail_in = (uInt)raw.len;
	z.next_out = (Bytef *)at;
	z.avail_out = (uInt)room;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		fail("cannot compress", "");
	size_t len = z.total_out;
	deflateEnd(&z);
	return str_of(at, len);
}

static struct str brotli(struct arena *a, struct str raw)
{
	size_t len = BrotliEncoderMaxCompressedSize(raw.len) + 1024;
	uint8_t *at = arena_bytes(a, len);
	if (!BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT,
		    raw.len, (const uint8_t *)raw.at, &len, at))
		fail("cannot compress", "");
	return str_of(at, len);
}

static struct str type_of(struct str kind)
{
	static const struct {
		struct str kind, type;
	} types[] = {
		{ STR_INIT("css"), STR_INIT("text/css; charset=utf-8") },
		{ STR_INIT("js"), STR_INIT("text/javascript; charset=utf-8") },
		{ STR_INIT("svg"), STR_INIT("image/svg+xml") },
		{ STR_INIT("image"), STR_INIT("image/svg+xml") },
		{ STR_INIT("woff2"), STR_INIT("font/woff2") },
		{ STR_INIT("json"), STR_INIT("application/json") },
		{ STR_INIT("txt"), STR_INIT("text/plain; charset=utf-8") },
	};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_eq(types[i].kind, kind))
			return types[i].type;
	fail("no such type of asset", kind.at);
	return STR("");
}

static void add(struct embed *e, struct str kind, struct str name, char **files, int count)
{
	struct buf body = buf_new(e->arena, ASSET_MAX);
	bool css = str_eq(kind, STR("css")), svg = str_eq(kind, STR("svg"));
	if (e->count == ASSETS_MAX || count == 0)
		fail("too many assets, or one without files:", name.at);
	if (svg)
		buf_put(&body, STR("<svg xmlns=\"http://www.w3.org/2000/svg\">"));
	for (int i = 0; i < count; i++) {
		struct str file = read_file(e->arena, files[i]);
		if (css)
			minify_css(&body, file);
		else if (svg)
			add_symbol(e, &body, files[i], str_trim(file));
		else
			buf_put(&body, file);
	}
	if (svg)
		buf_put(&body, STR("</svg>"));
	bool text = !str_eq(kind, STR("woff2"));
	struct made *m = &e->assets[e->count];
	m->name = name;
	m->type = type_of(kind);
	m->raw = text ? resolve(e, buf_str(&body)) : buf_str(&body);
	m->hash_name = hash_name(e->arena, name, m->raw);
	if (text) {
		m->gzip = gzip(e->arena, m->raw);
		m->br = brotli(e->arena, m->raw);
	}
	e->count++;
}

static int by_hash_name(const void *a, const void *b)
{
	return str_cmp(((const struct made *)a)->hash_name, ((const struct made *)b)->hash_name);
}

static void put_bytes(FILE *f, const char *what, size_t index, struct str s)
{
	fprintf(f, "static const char %s_%zu[] =", what, index);
	for (size_t i = 0; i < s.len; i++) {
		if (i % 64 == 0)
			fputs("\n\t\"", f);
		fprintf(f, "\\%03o", (unsigned char)s.at[i]);
		if (i % 64 == 63 || i + 1 == s.len)
			fputc('"', f);
	}
	fputs(s.len ? ";\n" : " \"\";\n", f);
}

static void write_table(struct embed *e, const char *path)
{
	FILE *f = fopen(path, "w");
	if (f == NULL)
		fail("cannot write", path);
	qsort(e->assets, e->count, sizeof *e->assets, by_hash_name);
	fputs("#include \"web/asset.h\"\n\n", f);
	for (size_t i = 0; i < e->count; i++) {
		put_bytes(f, "raw", i, e->assets[i].raw);
		put_bytes(f, "gzip", i, e->assets[i].gzip);
		put_bytes(f, "br", i, e->assets[i].br);
	}
	fputs("const struct web_asset asset_all[] = {\n", f);
	for (size_t i = 0; i < e->count; i++) {
		const struct made *m = &e->assets[i];
		fprintf(f,
			"\t{ .name = STR_INIT(\"%.*s\"),\n"
			"\t\t.url = STR_INIT(\"/assets/%.*s\"), .type = STR_INIT(\"%.*s\"),\n"
			"\t\t.raw = { raw_%zu, %zu }, .gzip = { gzip_%zu, %zu }, .br = { br_%zu, %zu } },\n",
			STR_ARG(m->name), STR_ARG(m->hash_name),
			STR_ARG(m->type), i, m->raw.len, i, m->gzip.len, i, m->br.len);
	}
	fputs("\t{ .name = STR_INIT(\"\") },\n};\n", f);
	if (fclose(f) != 0)
		fail("cannot write", path);
}

int main(int argc, char **argv)
{
	AUTO_ARENA arena = arena_create();
	static struct embed e;
	e.arena = arena;
	if (argc < 5 || sodium_init() < 0) {
		fprintf(stderr, "usage: embed OUT.c TYPE NAME FILE... [-- TYPE NAME FILE...]...\n");
		return 2;
	}
	for (int i = 2; i + 2 < argc;) {
		int from = i + 2;
		int to = from;
		while (to < argc && strcmp(argv[to], "--") != 0)
			to++;
		add(&e, str_from(argv[i]), str_from(argv[i + 1]), argv + from, to - from);
		i = to + 1;
	}
	write_table(&e, argv[1]);
	return 0;
}
