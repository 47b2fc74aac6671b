/* picture.c - pictures of pages: named by their hash, stored with the set */
#include <sodium.h>

#include "base/buf.h"
#include "domain/manual/import/compose.h"
#include "domain/manual/import/import.h"
#include "domain/source/path.h"
#include "os/file.h"
#include "store/files.h"

enum { PICTURE_MAX = 16 * 1024 * 1024 };

/* Those that a browser shows and that cannot act. */
static const struct {
	struct str end, type;
} types[] = {
	{ STR_INIT(".png"), STR_INIT("image/png") }, { STR_INIT(".jpg"), STR_INIT("image/jpeg") },
	{ STR_INIT(".jpeg"), STR_INIT("image/jpeg") }, { STR_INIT(".gif"), STR_INIT("image/gif") },
	{ STR_INIT(".webp"), STR_INIT("image/webp") },
};

static struct str type_of(struct arena *a, struct str path)
{
	struct str low = str_lower(a, path);

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_ends(low, types[i].end))
			return types[i].type;
	return STR("");
}

/* "/img/x.png" lies in static/ of Docusaurus or at the top; another one beside its page. */
static struct book_file *file_of(struct book *b, const struct book_page *p, struct str target)
{
	struct arena *a = b->cx->arena;
	struct str path = source_without_tail(target);
	struct str places[] = { source_join(a, STR("static"), path), source_join(a, STR(""), path),
		source_join(a, p->release->folder, path),
		source_join(a, source_folder(p->file->path), path) };
	size_t first = str_starts(path, STR("/")) ? 0 : 3, last = first == 0 ? 2 : 3;

	for (size_t i = first; i <= last; i++) {
		struct book_file *f = map_get(&b->files, places[i]);
		if (f != NULL)
			return f;
	}
	return NULL;
}

static struct book_picture *read_picture(struct book *b, struct book_file *f)
{
	AUTO_ARENA scratch = arena_create();
	struct ctx cx = *b->cx;
	struct arena *a = b->cx->arena;
	struct book_picture *made = arena_new(a, struct book_picture);
	struct buf hex = buf_new(a, 2 * sizeof made->sha256 + 1);
	struct str bytes;

	cx.arena = scratch;
	if (file_read_all(&cx, path_join(&cx, b->folder, f->path), PICTURE_MAX, &bytes) != OK)
		return NULL;
	crypto_hash_sha256(made->sha256, (const unsigned char *)bytes.at, bytes.len);
	buf_hex(&hex, str_of(made->sha256, sizeof made->sha256));
	made->path = f->path;
	made->type = type_of(a, f->path);
	made->address = str_printf(a, "/docs/%.*s/-/files/%.*s/%.*s", STR_ARG(b->slug),
		STR_ARG(buf_str(&hex)),
		STR_ARG(book_clean_path(a, source_last_part(f->path))));
	map_put(&b->pictures, f->path, made);
	b->report.pictures++;
	return made;
}

struct str compose_picture(struct book *b, const struct book_page *p, struct str target)
{
	struct book_file *f = source_has_scheme(target) ? NULL : file_of(b, p, target);
	struct book_picture *known;

	if (f == NULL || b->folder.len == 0 || type_of(b->cx->arena, f->path).len == 0)
		return STR("");
	known = map_get(&b->pictures, f->path);
	if (known == NULL)
		known = read_picture(b, f);
	return known != NULL ? known->address : STR("");
}

static error write_picture(struct ctx *cx, struct manual_import *im, const struct book_picture *p)
{
	struct file_hash hash;
	struct str bytes;

	TRY(file_read_all(cx, path_join(cx, im->book.folder, p->path), PICTURE_MAX, &bytes));
	TRY(files_put(cx, im->files, bytes, &hash));
	return manual_file_add(cx, im->manual, &(struct manual_file_new){
		.sha256 = str_of(hash.bytes, sizeof hash.bytes),
		.name = source_last_part(p->path), .type = p->type, .size = (int64_t)bytes.len });
}

error manual_import_pictures(struct ctx *cx, void *arg)
{
	struct manual_import *im = arg;
	size_t at = 0;

	for (const struct map_entry *e = map_next(&im->book.pictures, &at); e != NULL;
		e = map_next(&im->book.pictures, &at))
		TRY(write_picture(cx, im, e->value));
	return OK;
}
