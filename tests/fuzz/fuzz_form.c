/*
 * fuzz_form.c - what a request brings: forms, queries, cookies, paths, ranges, multipart
 *
 * The first byte chooses the parser, the second how a body is cut into pieces.
 */
#include "base/arena.h"
#include "base/utf8.h"
#include "web/http/accept.h"
#include "web/http/etag.h"
#include "web/http/multipart.h"
#include "web/http/pairs.h"
#include "web/http/range.h"
#include "web/http/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void pairs(struct arena *a, struct str s)
{
	pair_list list;
	if (pairs_urlencoded(a, s, &list) == PAIRS_OK)
		for (size_t i = 0; i < list.len; i++)
			check(utf8_is_valid(list.at[i].name) && utf8_is_valid(list.at[i].value));
	if (pairs_cookies(a, s, &list) == PAIRS_OK)
		for (size_t i = 0; i < list.len; i++)
			check(list.at[i].name.len > 0 && str_find_char(list.at[i].value, ';') < 0);
}

/* A clean path has no part that climbs, also when it is decoded. */
static void paths(struct arena *a, struct str s)
{
	struct str rest = str_skip(s, 1), raw, part;
	bool local = url_is_local(s);
	check(!local || (s.at[0] == '/' && (s.len < 2 || (s.at[1] != '/' && s.at[1] != '\\'))));
	url_target_path(s);
	if (!url_path_is_clean(s))
		return;
	while (str_cut(&rest, '/', &raw)) {
		if (!url_decode(a, raw, false, &part))
			continue;
		check(!str_eq(part, STR(".")) && !str_eq(part, STR("..")) && part.len > 0);
		check(str_find_char(part, '/') < 0 && str_find_char(part, '\\') < 0);
	}
	struct str again;
	check(!utf8_is_valid(s) || memchr(s.at, 0, s.len) != NULL ||
		(url_decode(a, url_encode(a, s), false, &again) && str_eq(again, s)));
}

static void headers(struct str s)
{
	struct range r;
	if (range_parse(s, 1000, &r) == RANGE_PART)
		check(r.from >= 0 && r.len > 0 && r.from + r.len <= 1000);
	accept_codings(s);
	etag_matches(s, STR("abc"));
	etag_is(s, STR("abc"));
}

struct seen {
	bool open;
	size_t parts, bytes;
	uint64_t hash;
};

static bool begin(void *arg, const struct multipart_part *p)
{
	struct seen *s = arg;
	check(!s->open && utf8_is_text(p->name) && utf8_is_text(p->filename));
	check(str_find_char(p->filename, '/') < 0 && str_find_char(p->filename, '\\') < 0);
	s->open = true;
	s->parts++;
	s->hash = s->hash * 31 + str_hash(p->name);
	return true;
}

static bool take(void *arg, struct str bytes)
{
	struct seen *s = arg;
	check(s->open);
	s->bytes += bytes.len;
	for (size_t i = 0; i < bytes.len; i++)
		s->hash = s->hash * 31 + (unsigned char)bytes.at[i];
	return true;
}

static bool end(void *arg)
{
	struct seen *s = arg;
	check(s->open);
	s->open = false;
	return true;
}

static const struct multipart_sink sink = { begin, take, end };

static enum multipart_outcome feed(struct arena *a, struct str body, size_t piece, struct seen *s)
{
	enum multipart_outcome o = MULTIPART_MORE;
	struct multipart *m = multipart_new(a, STR("x"), &sink, s);
	for (size_t i = 0; i < body.len && o <= MULTIPART_DONE; i += piece)
		o = multipart_feed(m, str_sub(body, i, piece));
	return o;
}

/* However the body is cut, the same is told. */
static void multipart(struct arena *a, struct str s, size_t piece)
{
	struct seen whole = { 0 }, cut = { 0 };
	enum multipart_outcome o = feed(a, s, s.len + 1, &whole);
	check(feed(a, s, piece, &cut) == o);
	check(whole.parts == cut.parts);
	if (o <= MULTIPART_DONE)
		check(whole.bytes == cut.bytes && whole.hash == cut.hash);
	multipart_boundary(a, s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	AUTO_ARENA a = arena_create();
	struct str s = str_of(data + 2, size - 2);
	switch (data[0] % 4) {
	case 0:
		pairs(a, s);
		break;
	case 1:
		paths(a, s);
		break;
	case 2:
		headers(s);
		break;
	case 3:
		multipart(a, s, (size_t)data[1] + 1);
		break;
	}
	return 0;
}
