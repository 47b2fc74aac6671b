#include "store/query.h"
#include "tests/unit/fixture.h"

TEST_STORE(every_query_of_the_program_is_sound)
{
	struct ctx *cx = fixture_ctx(t);

	for (size_t i = 0; query_all[i] != NULL; i++)
		ASSERT_OK(query_prepare(cx, query_all[i]));
}
