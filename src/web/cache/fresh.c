/*
 * fresh.c - whether the client, or the cache, has this page already
 */
#include "web/http/etag.h"
#include "web/engine/worker.h"

void web_follow(struct web *w, const char *topic, int64_t id)
{
	struct reply *r = &w->reply;
	if (r->follow_count < 0 || r->follow_count == CACHE_FOLLOWS)
		r->follow_count = -1;
	else
		r->follows[r->follow_count++] = cache_slot(str_from(topic), id);
}

void web_count_view(struct web *w, article_id article)
{
	w->reply.viewed = article;
}

/* All but the versions that decides how the page looks to this reader. */
static struct str look(struct web *w)
{
	const struct viewer *v = reply_viewer(w);
	const struct server_config *config = &w->worker->server->config;
	struct str path = w->path, query = w->query, build = config->build;
	return str_printf(w->cx.arena, "%.*s?%.*s\n%.*s\n%.*s %.*s %u %" PRId64 " %d", STR_ARG(path),
		STR_ARG(query), STR_ARG(build), STR_ARG(v->locale->tag), STR_ARG(v->theme),
		actor_class(w->cx.actor), w->cx.actor->person.v, v->unread);
}

bool web_fresh(struct web *w, const int64_t *versions, size_t count)
{
	struct str same = look(w);
	struct etag first = etag_of(same, 0);
	struct etag tag = etag_of(str_of(versions, count * sizeof *versions),
		str_hash(str_from(first.text)));
	w->reply.etag = str_printf(w->cx.arena, "%.8s%s", first.text, tag.text);
	struct str wanted = w->known[HEADER_IF_NONE_MATCH];
	if (wanted.len == 0 || w->unsafe || reply_viewer(w)->notice.len > 0)
		return false;
	/* The same content in another coding has another tag. */
	static const char *const endings[] = { "", "-g", "-b" };
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		struct str one = str_printf(w->cx.arena, "%.*s%s", STR_ARG(w->reply.etag), endings[i]);
		if (!etag_matches(wanted, one))
			continue;
		w->reply.kind = REPLY_BUFFER;
		w->reply.status = 304;
		w->reply.etag = one;
		return true;
	}
	return false;
}
