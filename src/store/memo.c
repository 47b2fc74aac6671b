#include "store/memo.h"

#include <stdalign.h>

#include "store/driver.h"

struct memo {
	struct memo *next;
	const void *key;
	alignas(max_align_t) unsigned char at[];
};

void *db_memo(struct ctx *cx, const void *key, size_t size)
{
	struct db *db = cx->db;
	check(db != NULL);
	for (struct memo *m = db->memos; m != NULL; m = m->next)
		if (m->key == key)
			return m->at;
	struct memo *m = arena_alloc(db->arena, sizeof *m + size);
	m->key = key;
	m->next = db->memos;
	db->memos = m;
	return m->at;
}
