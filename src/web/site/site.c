#include "web/site/site.h"

#include "domain/account/permission.h"
#include "domain/casefile/status.h"
#include "web/site/console.html.h"

static void put_icon(struct html *h, struct str name, struct str classes)
{
	html_literal(h, STR("<svg class=\""));
	html_literal(h, classes);
	html_literal(h, STR("\" aria-hidden=\"true\"><use href=\""));
	html_literal(h, ASSET(icons.svg).text);
	html_literal(h, STR("#i-"));
	html_put_str(h, name);
	html_literal(h, STR("\"/></svg>"));
}

void icon(struct html *h, struct str name)
{
	put_icon(h, name, STR("i"));
}

void icon_large(struct html *h, struct str name)
{
	put_icon(h, name, STR("i lg"));
}

const struct console_rail console_rail_usual;

void console_rail_put(struct html *h, const struct console_rail *rail)
{
	rail->put(h, rail->of);
}

void console_open(struct html *h, struct str title)
{
	console_with_open(h, title, &console_rail_usual);
}

void console_close(struct html *h, struct str title)
{
	console_with_close(h, title, &console_rail_usual);
}

struct str center_short(const struct viewer *v)
{
	ptrdiff_t blank = str_find_char(v->center, ' ');
	return blank > 0 ? str_sub(v->center, 0, (size_t)blank) : v->center;
}

bool viewer_may(const struct html *h, int permission)
{
	return may(h->viewer->actor, (enum permission)permission);
}

bool viewer_may_or_visits(const struct html *h, int permission)
{
	return h->viewer->actor->person.v == 0 || viewer_may(h, permission);
}

struct url sign_in_url(const struct html *h)
{
	struct buf b = buf_new(h->arena, 4096);
	struct html part = { .out = &b, .arena = h->arena, .viewer = h->viewer };
	buf_put(&b, STR("/sign-in?to="));
	html_part_str(&part, h->viewer->path);
	return url_of(b.overflow ? STR("/sign-in") : buf_str(&b));
}

static const struct {
	struct str classes, icon;
	struct msg label;
} statuses[CASEFILE_STATUS_COUNT_] = {
	[CASEFILE_NEW] = { STR_INIT("open"), STR_INIT("ring"), MSG_INIT("New") },
	[CASEFILE_OPEN] = { STR_INIT("work"), STR_INIT("half"), MSG_INIT("In progress") },
	[CASEFILE_WAITING_CUSTOMER] = { STR_INIT("wait"), STR_INIT("wait"),
		MSG_INIT("Waiting for customer") },
	[CASEFILE_WAITING_OTHER] = { STR_INIT("wait"), STR_INIT("wait"),
		MSG_INIT("Waiting for third party") },
	[CASEFILE_RESOLVED] = { STR_INIT("done"), STR_INIT("done"), MSG_INIT("Resolved") },
	[CASEFILE_CLOSED] = { STR_INIT("done"), STR_INIT("check"), MSG_INIT("Closed") },
};

struct str status_class(int64_t status)
{
	check(status >= 0 && status < CASEFILE_STATUS_COUNT_);
	return statuses[status].classes;
}

struct str status_icon(int64_t status)
{
	check(status >= 0 && status < CASEFILE_STATUS_COUNT_);
	return statuses[status].icon;
}

struct msg status_label(int64_t status)
{
	check(status >= 0 && status < CASEFILE_STATUS_COUNT_);
	return statuses[status].label;
}

struct msg priority_label(int64_t priority)
{
	static const struct msg labels[] = { MSG_INIT("P1 Critical"), MSG_INIT("P2 High"),
		MSG_INIT("P3 Medium"), MSG_INIT("P4 Low") };
	check(priority >= 1 && priority <= 4);
	return labels[priority - 1];
}
