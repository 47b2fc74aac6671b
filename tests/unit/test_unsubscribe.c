#include "domain/casefile/notice/unsubscribe.h"

#include "domain/account/permission.h"
#include "domain/casefile/notice/notice.h"
#include "tests/unit/center.h"
#include "tests/unit/desk.h"

#define ALL 0x1eu

static struct str token_of(struct desk *d, casefile_id c)
{
	struct str link;

	ASSERT_OK(unsubscribe_link(d->cx, d->customer, c, &link));
	ptrdiff_t at = str_find(link, STR("/unsubscribe/"));
	ASSERT(at > 0);
	return str_skip(link, (size_t)at + 13);
}

static enum notice_choice choice_of(struct desk *d, casefile_id c)
{
	struct actor customer = { .person = d->customer, .roles = ROLE_CUSTOMER };
	struct ctx own = *d->cx;
	enum notice_choice choice;

	actor_derive(&customer);
	own.actor = &customer;
	ASSERT_OK(notice_choice_of(&own, c, &choice));
	return choice;
}

TEST_STORE(a_link_ends_the_mails_of_its_case_and_no_other)
{
	struct desk d = desk_open(t, ALL);
	casefile_id one = desk_case(&d, 3), two = desk_case(&d, 3);
	struct str token = token_of(&d, one);
	struct unsubscribe u;

	ASSERT_OK(unsubscribe_look(d.cx, token, &u));
	ASSERT_EQ(choice_of(&d, one), NOTICE_ALL);
	ASSERT_OK(unsubscribe_use(d.cx, token, false));
	ASSERT_EQ(choice_of(&d, one), NOTICE_NONE);
	ASSERT_EQ(choice_of(&d, two), NOTICE_ALL);
}

TEST_STORE(a_link_can_end_the_mails_of_all_cases)
{
	struct desk d = desk_open(t, ALL);
	casefile_id one = desk_case(&d, 3), two = desk_case(&d, 3);

	ASSERT_OK(unsubscribe_use(d.cx, token_of(&d, one), true));
	ASSERT_EQ(choice_of(&d, one), NOTICE_NONE);
	ASSERT_EQ(choice_of(&d, two), NOTICE_NONE);
}

TEST_STORE(a_link_that_was_changed_is_not_ours)
{
	struct desk d = desk_open(t, ALL);
	casefile_id c = desk_case(&d, 3);
	struct str token = token_of(&d, c), rest = token, person;
	struct unsubscribe u;

	str_cut(&rest, '.', &person);
	struct str other = str_printf(d.cx->arena, "%" PRId64 ".%.*s", d.agent.v, STR_ARG(rest));
	ASSERT_ERR(ERR_NOT_FOUND, unsubscribe_look(d.cx, other, &u));
	ASSERT_ERR(ERR_NOT_FOUND, unsubscribe_use(d.cx, STR("1.1."), false));
	ASSERT_ERR(ERR_NOT_FOUND, unsubscribe_use(d.cx, STR(""), false));
	ASSERT_ERR(ERR_NOT_FOUND, unsubscribe_use(d.cx, str_sub(token, 0, token.len - 1), false));
}
