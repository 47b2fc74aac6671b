#include "mail/read/tnef.h"

#include "mail/read/charset.h"

#define SIGNATURE UINT32_C(0x223e9f78)

enum { PROPERTIES_MAX = 4000, CODEPAGE_MAX = 65536 };

enum attribute {
	MESSAGE_TEXT = 0x800c,
	FILE_CONTENT = 0x800f,
	FILE_TITLE = 0x8010,
	FILE_BEGINS = 0x9002,
	MESSAGE_PROPERTIES = 0x9003,
	FILE_PROPERTIES = 0x9005,
	CODEPAGE = 0x9007,
};

enum property {
	BODY = 0x1000,
	BODY_HTML = 0x1013,
	ATTACH_CONTENT = 0x3701,
	ATTACH_NAME = 0x3704,
	ATTACH_LONG_NAME = 0x3707,
	ATTACH_TYPE = 0x370e,
	ATTACH_CONTENT_ID = 0x3712,
};

enum value_type {
	VALUE_OBJECT = 0x0d,
	VALUE_TEXT = 0x1e,
	VALUE_UNICODE = 0x1f,
	VALUE_BINARY = 0x102,
	VALUE_CLASS = 0x48,
	VALUE_MANY = 0x1000,
};

/* An object begins with the name of its interface. */
enum { INTERFACE_LEN = 16 };

struct reader {
	struct str rest;
	bool bad; /* sticky: it ended too early */
};

struct unpacker {
	struct arena *arena;
	struct tnef *out;
	struct str codepage;
	bool long_name; /* of the file at hand */
};

static struct str take(struct reader *r, size_t len)
{
	r->bad = r->bad || len > r->rest.len;
	if (r->bad)
		return STR("");
	struct str part = str_sub(r->rest, 0, len);
	r->rest = str_skip(r->rest, len);
	return part;
}

static uint32_t number(struct reader *r, size_t size)
{
	struct str s = take(r, size);
	uint32_t n = 0;

	for (size_t i = s.len; i > 0; i--)
		n = n << 8 | (unsigned char)s.at[i - 1];
	return n;
}

/* Values begin at multiples of four bytes. */
static struct str take_padded(struct reader *r, size_t len)
{
	struct str value = take(r, len);

	take(r, (4 - len % 4) % 4);
	return value;
}

static size_t fixed_size(uint32_t type)
{
	switch (type) {
	case 0x05: case 0x06: case 0x07: case 0x14: case 0x40:
		return 8;
	case VALUE_CLASS:
		return 16;
	default:
		return 4;
	}
}

static struct str trim_zeros(struct str s)
{
	while (s.len > 0 && s.at[s.len - 1] == '\0')
		s.len--;
	return s;
}

static struct str text_of(struct unpacker *u, struct str value, uint32_t type)
{
	if (type != VALUE_UNICODE)
		return charset_decode(u->arena, trim_zeros(value), u->codepage);
	while (value.len >= 2 && value.at[value.len - 1] == '\0' && value.at[value.len - 2] == '\0')
		value.len -= 2;
	return charset_decode(u->arena, value, STR("utf-16le"));
}

static struct tnef_file *file_of(struct unpacker *u)
{
	return u->out->files.len > 0 ? &u->out->files.at[u->out->files.len - 1] : NULL;
}

static void set_file(struct unpacker *u, uint32_t id, uint32_t type, struct str value)
{
	struct tnef_file *f = file_of(u);

	if (f == NULL)
		return;
	switch ((enum property)id) {
	case ATTACH_CONTENT:
		f->bytes = type == VALUE_OBJECT ? str_skip(value, INTERFACE_LEN) : value;
		break;
	case ATTACH_NAME:
		if (!u->long_name)
			f->name = text_of(u, value, type);
		break;
	case ATTACH_LONG_NAME:
		f->name = text_of(u, value, type);
		u->long_name = true;
		break;
	case ATTACH_TYPE:
		f->type = text_of(u, value, type);
		break;
	case ATTACH_CONTENT_ID:
		f->content_id = text_of(u, value, type);
		break;
	default:
		break;
	}
}

static void set_message(struct unpacker *u, uint32_t id, uint32_t type, struct str value)
{
	if (id == BODY && u->out->text.len == 0)
		u->out->text = text_of(u, value, type);
	if (id == BODY_HTML && u->out->html.len == 0)
		u->out->html = text_of(u, value, type);
}

/* Named ones say their name between id and value. */
static void skip_name(struct reader *r)
{
	take(r, 16);
	if (number(r, 4) == 0)
		take(r, 4);
	else
		take_padded(r, number(r, 4));
}

static void read_property(struct unpacker *u, struct reader *r, bool of_file)
{
	uint32_t type = number(r, 2), id = number(r, 2), count = 1;
	uint32_t base = type & ~(uint32_t)VALUE_MANY;
	bool variable = base == VALUE_OBJECT || base == VALUE_TEXT || base == VALUE_UNICODE ||
		base == VALUE_BINARY;

	if (id >= 0x8000)
		skip_name(r);
	if (variable || base != type)
		count = number(r, 4);
	for (uint32_t i = 0; i < count && !r->bad; i++) {
		struct str value = variable ? take_padded(r, number(r, 4))
					    : take_padded(r, fixed_size(base));
		if (r->bad || !variable || i > 0)
			continue;
		if (of_file)
			set_file(u, id, base, value);
		else
			set_message(u, id, base, value);
	}
}

static void read_properties(struct unpacker *u, struct str data, bool of_file)
{
	struct reader r = { .rest = data };
	uint32_t count = number(&r, 4);

	for (uint32_t i = 0; i < count && i < PROPERTIES_MAX && !r.bad; i++)
		read_property(u, &r, of_file);
}

static void read_attribute(struct unpacker *u, uint32_t id, struct str data)
{
	struct tnef_file *f = file_of(u);
	struct reader r = { .rest = data };

	switch ((enum attribute)id) {
	case CODEPAGE:
		u->codepage = str_printf(u->arena, "cp%u", number(&r, 4) % CODEPAGE_MAX);
		break;
	case MESSAGE_TEXT:
		u->out->text = text_of(u, data, VALUE_TEXT);
		break;
	case MESSAGE_PROPERTIES:
		read_properties(u, data, false);
		break;
	case FILE_BEGINS:
		if (u->out->files.len < TNEF_FILES_MAX)
			*arena_push(u->arena, &u->out->files) = (struct tnef_file){ 0 };
		u->long_name = false;
		break;
	case FILE_TITLE:
		if (f != NULL && f->name.len == 0)
			f->name = text_of(u, data, VALUE_TEXT);
		break;
	case FILE_CONTENT:
		if (f != NULL)
			f->bytes = data;
		break;
	case FILE_PROPERTIES:
		read_properties(u, data, true);
		break;
	}
}

bool tnef_read(struct arena *a, struct str bytes, struct tnef *out)
{
	struct reader r = { .rest = bytes };
	struct tnef tnef = { 0 };
	struct unpacker u = { .arena = a, .out = &tnef, .codepage = STR("cp1252") };

	if (number(&r, 4) != SIGNATURE)
		return false;
	take(&r, 2); /* a number that says nothing */
	while (r.rest.len > 0 && !r.bad) {
		take(&r, 1); /* level: the id says the same */
		uint32_t id = number(&r, 4) & 0xffff, len = number(&r, 4);
		struct str data = take(&r, len);
		take(&r, 2); /* a checksum, often wrong */
		if (!r.bad || data.len > 0)
			read_attribute(&u, id, data);
	}
	*out = tnef;
	return tnef.files.len > 0 || tnef.text.len > 0 || tnef.html.len > 0;
}
