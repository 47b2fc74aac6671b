#include "domain/escalation/ladder/replay.h"

#include <dirent.h>

#include "base/buf.h"
#include "tests/unit/test.h"

static error collect(void *arg, struct str line)
{
	buf_put(arg, line);
	return OK;
}

static struct str read_file(struct test *t, const char *folder, const char *name,
	const char *ending)
{
	char path[512];
	struct buf text = buf_new(t->arena, 1024 * 1024);

	snprintf(path, sizeof path, "%s/%s%s", folder, name, ending);
	FILE *f = fopen(path, "r");
	if (f == NULL)
		fail_msg("%s cannot be read", path);
	for (int c = getc(f); c != EOF; c = getc(f))
		buf_char(&text, (char)c);
	fclose(f);
	return buf_str(&text);
}

static int is_history(const struct dirent *e)
{
	return str_ends(str_from(e->d_name), STR(".jsonl"));
}

TEST(every_history_of_the_golden_folder_fires_as_expected)
{
	static const char folder[] = TESTS_DIR "/golden/escalation";
	struct dirent **found;
	int count = scandir(folder, &found, is_history, alphasort);

	ASSERT(count >= 10);
	for (int i = 0; i < count; i++) {
		struct str name = str_from(found[i]->d_name);
		const char *stem = str_c(t->arena, str_sub(name, 0, name.len - 6));
		struct str history = read_file(t, folder, stem, ".jsonl");
		struct str want = read_file(t, folder, stem, ".expected");
		struct buf out = buf_new(t->arena, 1024 * 1024);
		ASSERT_OK(replay_run(test_ctx(t), history, collect, &out));
		if (!str_eq(buf_str(&out), want))
			fail_msg("%s: got\n%.*swant\n%.*s", stem, STR_ARG(buf_str(&out)),
				STR_ARG(want));
		free(found[i]);
	}
	free(found);
}

#define OPEN_A "{\"t\":0,\"case\":\"a\",\"event\":\"open\",\"priority\":1}\n"

TEST(a_malformed_history_is_refused_with_its_line_before_anything_fires)
{
	static const struct {
		const char *history, *why;
	} bad[] = {
		{ "{\"t\":0", "line 1: this is not JSON" },
		{ "[]", "line 1: an event is a JSON object." },
		{ "{\"t\":0,\"t\":1}", "line 1: this is not JSON: duplicate object key" },
		{ "{\"t\":1.5,\"event\":\"end\"}", "line 1: \"t\" must be a whole number." },
		{ "{\"t\":-1,\"event\":\"end\"}", "line 1: \"t\" must be from 0" },
		{ "{\"t\":99999999999999999999,\"event\":\"end\"}", "line 1: this is not JSON" },
		{ "{\"event\":\"end\"}", "line 1: \"t\" is missing." },
		{ "{\"t\":0,\"event\":\"explode\"}", "line 1: \"explode\" is no event." },
		{ "{\"t\":0,\"event\":7}", "line 1: \"event\" must be a text" },
		{ "{\"t\":0,\"event\":\"open\",\"priority\":1}", "line 1: \"case\" is missing." },
		{ "{\"t\":0,\"case\":\"\",\"event\":\"open\",\"priority\":1}",
			"line 1: \"case\" must be a text of 1 to 200 bytes." },
		{ "{\"t\":0,\"case\":\"a\",\"event\":\"open\",\"priority\":5}",
			"line 1: \"priority\" must be from 1 to 4." },
		{ "{\"t\":0,\"case\":\"a\",\"event\":\"open\"}", "line 1: \"priority\" is missing." },
		{ OPEN_A OPEN_A, "line 2: case \"a\" was opened before." },
		{ OPEN_A "\n{\"t\":5,\"case\":\"b\",\"event\":\"close\"}",
			"line 3: case \"b\" has not been opened." },
		{ "{\"t\":9,\"event\":\"down\"}\n{\"t\":8,\"event\":\"up\"}",
			"line 2: time goes backwards, from 9 to 8." },
		{ "{\"t\":9,\"event\":\"end\"}\n{\"t\":9,\"event\":\"up\"}",
			"line 2: nothing may follow \"end\"." },
		{ OPEN_A "{\"t\":1,\"case\":\"a\",\"event\":\"merge\",\"into\":\"a\"}",
			"line 2: a case cannot be merged into itself." },
		{ OPEN_A "{\"t\":1,\"case\":\"a\",\"event\":\"hold\",\"level\":1,\"until\":86402}",
			"line 2: \"until\" must be from 1 to 86401." },
		{ OPEN_A "{\"t\":1,\"case\":\"a\",\"event\":\"reopen\",\"fresh\":1}",
			"line 2: \"fresh\" must be true or false." },
		{ OPEN_A "{\"t\":1,\"case\":\"\xff\",\"event\":\"close\"}",
			"line 2: this is not UTF-8." },
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct buf out = buf_new(t->arena, 1024);
		error e = replay_run(test_ctx(t), str_from(bad[i].history), collect, &out);
		ASSERT_ERR(ERR_INVALID, e);
		ASSERT_HAS(e->text, bad[i].why);
		ASSERT_EQ(out.len, 0);
	}
}

TEST(a_case_that_was_merged_away_takes_no_more_events)
{
	struct buf out = buf_new(t->arena, 1024);
	error e = replay_run(test_ctx(t), STR(OPEN_A
		"{\"t\":1,\"case\":\"b\",\"event\":\"open\",\"priority\":1}\n"
		"{\"t\":2,\"case\":\"b\",\"event\":\"merge\",\"into\":\"a\"}\n"
		"{\"t\":3,\"case\":\"b\",\"event\":\"close\"}\n"), collect, &out);

	ASSERT_ERR(ERR_INVALID, e);
	ASSERT_HAS(e->text, "line 4: case \"b\" was merged away in line 3.");
}

TEST(a_hostile_case_name_is_only_text)
{
	struct buf out = buf_new(t->arena, 4096);

	ASSERT_OK(replay_run(test_ctx(t), STR("{\"t\":0,\"case\":\"a\\\"},{\\n\","
		"\"event\":\"open\",\"priority\":4}"), collect, &out));
	ASSERT_STR(buf_str(&out), "{\"t\":2592000,\"case\":\"a\\\"},{\\n\",\"kind\":\"rung\","
		"\"level\":1,\"due\":2592000,\"late\":0}\n");
}
