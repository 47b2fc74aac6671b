#include "domain/search/log/log.h"

#include "base/buf.h"
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/account/secret.h"
#include "domain/search/words/fold.h"
#include "store/db.h"
#include "store/store.h"

enum { PRUNE_ROWS = 5000 };

instant search_week_of(instant t)
{
	int64_t day = t.us / US_PER_SECOND / SECONDS_PER_DAY;
	int64_t monday = day - (day + 3) % 7; /* the epoch was a Thursday */

	return (instant){ monday * SECONDS_PER_DAY * US_PER_SECOND };
}

bool search_log_keeps(struct str text)
{
	bool letter = false;

	for (size_t i = 0; i < text.len; i++)
		letter = letter || str_is_alpha(text.at[i]) || (unsigned char)text.at[i] >= 0x80;
	return letter && text.len <= LIMIT_SEARCH_LOG && str_find_char(text, '@') < 0;
}

int64_t search_log_mark(struct ctx *cx)
{
	struct str random = secret_hash(cx->arena, secret_new(cx->arena));
	int64_t mark;

	memcpy(&mark, random.at, sizeof mark);
	mark &= INT64_MAX;
	return mark != 0 ? mark : 1;
}

/* "BGP  Flap" and "bgp flap" are one text. */
static struct str key_of(struct arena *a, struct str text)
{
	struct buf key = buf_new(a, LIMIT_SEARCH_LOG * 4);
	struct str word;

	while (str_cut(&text, ' ', &word)) {
		word = fold_word(a, str_trim(word));
		if (word.len == 0)
			continue;
		if (key.len > 0)
			buf_char(&key, ' ');
		buf_put(&key, word);
	}
	return buf_str(&key);
}

static enum search_log_reader reader_of(const struct actor *a)
{
	if (a->person.v == 0)
		return SEARCH_BY_VISITOR;
	return a->staff ? SEARCH_BY_STAFF : SEARCH_BY_CUSTOMER;
}

/* In the text's row of a week, and in the week's sums. */
static error count(struct ctx *cx, instant at, struct str text, struct search_week_total n)
{
	instant week = search_week_of(at);
	struct str key = key_of(cx->arena, text);

	if (key.len > 0)
		TRY(q_search_week_count(cx, week, key, text, n.searches, n.empty, n.clicked, n.refined));
	return q_search_week_count(cx, week, STR(""), STR(""), n.searches, n.empty, n.clicked,
		n.refined);
}

static error is_full(struct ctx *cx, bool *out)
{
	struct search_week_total total;
	bool found;

	TRY(q_search_week_total(cx, search_week_of(cx->now), &total, &found));
	*out = found && total.searches >= LIMIT_SEARCHES_WEEK;
	return OK;
}

/* The search before it did not do; once each. */
static error note_refined(struct ctx *cx, int64_t mark)
{
	struct q_search_log_of_row was;
	int64_t changed = 0;
	bool found;

	if (mark == 0)
		return OK;
	TRY(q_search_log_of(cx, mark, &was, &found));
	if (found)
		TRY(q_search_log_set_refined(cx, mark, &changed));
	if (changed == 0)
		return OK;
	return count(cx, was.at, was.query, (struct search_week_total){ .refined = 1 });
}

error search_log_add(struct ctx *cx, const struct search_log_new *n)
{
	struct str text = str_trim(n->text);
	bool full;

	check(n->mark != 0);
	if (!search_log_keeps(text))
		return OK;

	AUTO_TX tx = tx_begin(cx);

	TRY(is_full(cx, &full));
	if (full)
		return OK;
	TRY(note_refined(cx, n->after));
	TRY(q_search_log_insert(cx, cx->now, reader_of(cx->actor), text, n->filters, n->found,
		n->corrected ? text : STR(""), n->mark));
	TRY(count(cx, cx->now, text, (struct search_week_total){ 1, n->found == 0, 0, 0 }));

	return tx_commit(&tx);
}

error search_log_click(struct ctx *cx, int64_t mark, struct search_ref ref, int64_t position)
{
	struct q_search_log_of_row was;
	int64_t changed;
	bool found;

	AUTO_TX tx = tx_begin(cx);

	TRY(q_search_log_of(cx, mark, &was, &found));
	instant end = instant_add(was.at, (seconds){ SEARCH_CLICK_SECONDS });
	if (mark == 0 || !found || was.found == 0 || end.us < cx->now.us)
		return OK;
	TRY(q_search_log_set_click(cx, mark, ref.kind, ref.id, position, cx->now, &changed));
	if (changed > 0)
		TRY(count(cx, was.at, was.query, (struct search_week_total){ .clicked = 1 }));

	return tx_commit(&tx);
}

error search_log_prune(struct ctx *cx)
{
	int64_t ended;

	AUTO_TX tx = tx_begin(cx);

	TRY(q_search_log_end(cx, instant_add(cx->now, (seconds){ -SEARCH_LOG_DAYS * SECONDS_PER_DAY }),
		PRUNE_ROWS, &ended));
	TRY(q_search_week_end(cx, instant_add(cx->now,
		(seconds){ -SEARCH_WEEKS_DAYS * SECONDS_PER_DAY })));

	return tx_commit(&tx);
}

/* --- later: on the writer, in memory of its own --- */

struct later {
	struct store_job job;
	struct ctx cx;
	struct actor actor;
	struct search_log_new what;
};

static error add_later(struct ctx *cx, void *arg)
{
	const struct later *l = arg;
	return search_log_add(cx, &l->what);
}

static void added(struct store_job *job, error outcome)
{
	struct later *l = job->arg;
	(void)outcome; /* one search less in the count */
	arena_destroy(l->cx.arena);
}

void search_log_later(struct ctx *cx, const struct search_log_new *n)
{
	if (!search_log_keeps(str_trim(n->text)))
		return;
	struct arena *a = arena_create();
	struct later *l = arena_new(a, struct later);
	l->actor = (struct actor){ .person = cx->actor->person, .staff = cx->actor->staff };
	l->cx = (struct ctx){ .arena = a, .now = cx->now, .actor = &l->actor,
		.settings = cx->settings, .trace = cx->trace };
	l->what = *n;
	l->what.text = str_copy(a, n->text);
	l->what.filters = str_copy(a, n->filters);
	l->job = (struct store_job){ .cx = &l->cx, .work = add_later, .arg = l, .done = added };
	store_submit(store_of(cx), &l->job);
}

/* --- what authors do --- */

error search_todo(struct ctx *cx, instant week, enum search_need need, bool all,
	struct search_todo *out)
{
	bool found;

	TRY(actor_may(cx, MAY_WRITE_ARTICLE, RELATION_NONE));
	week = search_week_of(week);
	*out = (struct search_todo){ 0 };
	TRY(q_search_week_total(cx, week, &out->total, &found));
	return q_search_todo_list(cx, week, need, all, LIMIT_LIST_PAGE, &out->list);
}

error search_task_set(struct ctx *cx, struct str query, enum search_task_state state, struct str note)
{
	struct q_search_week_any_row row;
	bool known;

	TRY(actor_may(cx, MAY_WRITE_ARTICLE, RELATION_NONE));
	if (state >= TASK_COUNT_)
		return err_field(cx, "state", "Choose what is done about it.");
	if (note.len > LIMIT_REASON)
		return err_field(cx, "note", "A note has at most 2,000 bytes.");

	AUTO_TX tx = tx_begin(cx);

	TRY(q_search_week_any(cx, query, &row, &known));
	if (!known)
		return err_new(cx, ERR_NOT_FOUND, "nobody looked for that");
	TRY(q_search_task_put(cx, query, state, str_trim(note), cx->actor->person, cx->now));

	return tx_commit(&tx);
}
