/*
 * picture_pages.c - pictures that a mail has in its text
 *
 * What the file is says its beginning, not the mail: only pictures that cannot run are
 * shown, anything else is not there. It can be fetched as a file of the case all the same.
 */
#include <fcntl.h>
#include <unistd.h>

#include "os/file.h"
#include "store/files.h"
#include "web/mailin/mailin_pages.h"

static struct str picture_type(struct str head)
{
	static const struct {
		struct str magic;
		size_t at;
		struct str type;
	} kinds[] = {
		{ STR_INIT("\x89PNG\r\n\x1a\n"), 0, STR_INIT("image/png") },
		{ STR_INIT("\xff\xd8\xff"), 0, STR_INIT("image/jpeg") },
		{ STR_INIT("GIF87a"), 0, STR_INIT("image/gif") },
		{ STR_INIT("GIF89a"), 0, STR_INIT("image/gif") },
		{ STR_INIT("WEBP"), 8, STR_INIT("image/webp") },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_starts(str_skip(head, kinds[i].at), kinds[i].magic))
			return kinds[i].type;
	return STR("");
}

static error picture(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct mail_in_part p;
	struct file_hash hash;
	char head[16];
	AUTO_FD fd = -1;
	int64_t size;

	TRY(mailin_picture(cx, (mail_in_id){ web_path_id(w, "mail") }, web_path_id(w, "number"), &p));
	if (cx->files == NULL || !file_hash_from(p.sha256, &hash))
		return err_new(cx, ERR_NOT_FOUND, "the picture is not stored");
	TRY(files_read(cx, cx->files, &hash, &fd, &size));
	ssize_t got = pread(fd, head, sizeof head, 0);
	struct str type = picture_type(str_of(head, got > 0 ? (size_t)got : 0));
	if (type.len == 0)
		return err_new(cx, ERR_NOT_FOUND, "the file is no picture that is shown");
	return web_file(w, files_path(cx, cx->files, &hash), p.name, type, true);
}

const struct route mail_picture_routes[] = {
	GET("/mail/{mail}/pictures/{number}", picture, .may = MAY_READ_CASE),
	ROUTES_END
};
