/* mails.c - to whom the entries of a case went by mail, for the people of the desk */
#include "web/casefile/casefile_pages.h"

/* Both lists are in the order of entries. */
static void share_out(struct case_view *v, struct outbox_delivery_list *all)
{
	size_t next = 0;

	for (size_t i = 0; i < v->items.len; i++) {
		struct timeline_item *item = &v->items.at[i];
		while (next < all->len && all->at[next].entry.v < item->entry.id.v)
			next++;
		item->mails.at = all->at + next;
		while (next < all->len && all->at[next].entry.v == item->entry.id.v) {
			item->mails.len++;
			next++;
		}
	}
}

error case_load_mails(struct ctx *cx, struct case_view *v)
{
	struct outbox_delivery_list all;

	if (!v->internal || v->items.len == 0)
		return OK;
	TRY(outbox_of_entries(cx, v->c.id, v->items.at[0].entry.id,
		v->items.at[v->items.len - 1].entry.id, &all));
	share_out(v, &all);
	return OK;
}

struct msg case_mail_state(const struct outbox_delivery *d)
{
	return (struct msg){ outbox_word(d->state, d->attempts) };
}

bool case_mail_failed(const struct timeline_item *i)
{
	for (size_t n = 0; n < i->mails.len; n++)
		if (i->mails.at[n].state == OUTGOING_FAILED)
			return true;
	return false;
}
