#include "os/metric.h"

#include <inttypes.h>
#include <stdatomic.h>

#include "base/time.h"

static const struct about {
	const char *name, *help;
	bool counter;
	bool us; /* shown in seconds */
} about[METRIC_COUNT] = {
	[METRIC_ESCALATION_LAG_US] = { "escalation_lag_seconds",
		"How long the most overdue rung has waited.", false, true },
	[METRIC_ESCALATIONS] = { "escalations_total", "Rungs that fired.", true, false },
	[METRIC_OUTBOX_WAITING] = { "outbox_waiting", "Messages that are due.", false, false },
	[METRIC_OUTBOX_SENT] = { "outbox_sent_total", "Messages that were sent.", true, false },
	[METRIC_OUTBOX_FAILED] = { "outbox_failed_total", "Attempts to send that failed.", true,
		false },
	[METRIC_MAIL_UNSIGNED] = { "mail_unsigned_total",
		"Mails that were sent without the signature that they should have.", true, false },
	[METRIC_MAIL_ACCEPTED] = { "mail_accepted_total", "Messages that came in and are stored.", true,
		false },
	[METRIC_MAIL_REFUSED] = { "mail_refused_total", "Commands of mail servers that were refused.",
		true, false },
	[METRIC_MAIL_CALLERS] = { "mail_connections", "Open connections of mail servers.", false, false },
	[METRIC_MAIL_WAITING] = { "mail_waiting", "Messages that came in and are not read yet.", false,
		false },
	[METRIC_MAIL_READ] = { "mail_read_total", "Messages that were read.", true, false },
	[METRIC_MAIL_FAULTS] = { "mail_faults_total", "Attempts to read a message that failed.", true,
		false },
	[METRIC_MAIL_POLL_FAULTS] = { "mail_poll_faults_total",
		"Attempts to look into a mailbox that failed.", true, false },
	[METRIC_INDEX_WAITING] = { "search_index_waiting",
		"Documents that the search index has not seen.", false, false },
	[METRIC_COMMITS] = { "store_commits_total", "Transactions made durable.", true, false },
	[METRIC_COMMIT_US] = { "store_commit_seconds_total", "Time spent in commits.", true, true },
};

static const struct {
	const char *name;
	int patience_s; /* the longest piece of its work, with some to spare */
} hearts[HEART_COUNT] = {
	[HEART_ESCALATION] = { "escalation", 120 },
	[HEART_OUTBOX] = { "outbox", 180 },
	[HEART_MAIL_IN] = { "mail-in", 180 },
	[HEART_MAIL_POLL] = { "mail-poll", 900 },
	[HEART_INDEX] = { "index", 900 },
};

static atomic_int_least64_t values[METRIC_COUNT];
static atomic_int_least64_t beats[HEART_COUNT]; /* monotonic_us() */

void metric_set(enum metric m, int64_t value)
{
	atomic_store_explicit(&values[m], value, memory_order_relaxed);
}

void metric_add(enum metric m, int64_t by)
{
	atomic_fetch_add_explicit(&values[m], by, memory_order_relaxed);
}

void heart_beat(enum heart h)
{
	atomic_store_explicit(&beats[h], monotonic_us(), memory_order_relaxed);
}

void heart_end(enum heart h)
{
	atomic_store_explicit(&beats[h], 0, memory_order_relaxed);
}

bool heart_lines(struct buf *out)
{
	bool well = true;

	for (int h = 0; h < HEART_COUNT; h++) {
		double silence = heart_silence((enum heart)h);
		bool late = silence > hearts[h].patience_s;
		if (silence >= 0)
			buf_printf(out, "%s: %s\n", hearts[h].name, late ? "silent" : "works");
		well = well && !late;
	}
	return well;
}

double heart_silence(enum heart h)
{
	int64_t at = atomic_load_explicit(&beats[h], memory_order_relaxed);
	return at == 0 ? -1 : (double)(monotonic_us() - at) / 1e6;
}

void metric_print(struct buf *out)
{
	for (size_t m = 0; m < METRIC_COUNT; m++) {
		int64_t value = atomic_load_explicit(&values[m], memory_order_relaxed);
		buf_printf(out, "# HELP mainstay_%s %s\n# TYPE mainstay_%s %s\nmainstay_%s ",
			about[m].name, about[m].help, about[m].name,
			about[m].counter ? "counter" : "gauge", about[m].name);
		if (about[m].us)
			buf_printf(out, "%.6f\n", (double)value / 1e6);
		else
			buf_printf(out, "%" PRId64 "\n", value);
	}
	buf_put(out, STR("# HELP mainstay_heartbeat_age_seconds Since a worker was last alive.\n"
			 "# TYPE mainstay_heartbeat_age_seconds gauge\n"));
	for (int h = 0; h < HEART_COUNT; h++)
		if (heart_silence((enum heart)h) >= 0)
			buf_printf(out, "mainstay_heartbeat_age_seconds{worker=\"%s\"} %.3f\n",
				hearts[h].name, heart_silence((enum heart)h));
}
