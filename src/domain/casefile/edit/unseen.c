#include "base/limits.h"
#include "domain/casefile/edit/edit.h"

error casefile_unseen(struct ctx *cx, const struct casefile *c, int64_t seen, struct entry *out)
{
	struct entry_list page;

	*out = (struct entry){ 0 };
	TRY(timeline_page(cx, c->id, 0, false, LIMIT_CASE_PAGE_ENTRIES, &page));
	for (size_t i = 0; i < page.len && entry_number(page.at[i].id) > seen; i++)
		if (page.at[i].kind == ENTRY_MESSAGE && page.at[i].author.v != cx->actor->person.v) {
			*out = page.at[i];
			return OK;
		}
	return OK;
}
