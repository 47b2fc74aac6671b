#include "domain/search/index/place.h"

#include <fcntl.h>
#include <unistd.h>

#include "os/file.h"

enum { NUMBER_MAX = 32, FILES_MAX = 1000, MODE_DIR = 0700, MODE_FILE = 0600 };

struct str place_folder(struct arena *a, struct str place, int64_t generation)
{
	return str_printf(a, "%.*s/%" PRId64, STR_ARG(place), generation);
}

error place_generation(struct ctx *cx, struct str place, int64_t *out)
{
	struct str path = path_join(cx, place, STR("current")), text;
	*out = 0;
	if (!file_exists(cx, path))
		return OK;
	TRY(file_read_all(cx, path, NUMBER_MAX, &text));
	if (!str_int(str_trim(text), out) || *out <= 0)
		return err_new(cx, ERR_UNAVAILABLE, "search index: %.*s is no number",
			STR_ARG(path));
	return OK;
}

static error remove_folder(struct ctx *cx, struct str folder)
{
	str_list names;
	TRY(dir_list(cx, folder, FILES_MAX, &names));
	for (size_t i = 0; i < names.len; i++)
		TRY(file_remove(cx, path_join(cx, folder, names.at[i])));
	if (rmdir(str_c(cx->arena, folder)) != 0)
		return err_os(cx, "remove", folder);
	return OK;
}

error place_next(struct ctx *cx, struct str place, int64_t *out)
{
	str_list names;
	int64_t last, number;
	TRY(dir_make(cx, place, MODE_DIR));
	TRY(place_generation(cx, place, &last));
	TRY(dir_list(cx, place, FILES_MAX, &names));
	for (size_t i = 0; i < names.len; i++)
		if (str_int(names.at[i], &number) && number > last)
			last = number;
	*out = last + 1;
	return dir_make(cx, place_folder(cx->arena, place, *out), MODE_DIR);
}

error place_switch(struct ctx *cx, struct str place, int64_t generation)
{
	str_list names;
	int64_t number;
	struct str text = str_printf(cx->arena, "%" PRId64 "\n", generation);
	TRY(file_write_atomic(cx, path_join(cx, place, STR("current")), text, MODE_FILE));
	TRY(dir_list(cx, place, FILES_MAX, &names));
	for (size_t i = 0; i < names.len; i++)
		if (str_int(names.at[i], &number) && number < generation)
			TRY(remove_folder(cx, path_join(cx, place, names.at[i])));
	return OK;
}

error place_give_up(struct ctx *cx, struct str place)
{
	return file_remove(cx, path_join(cx, place, STR("current")));
}
