#include "domain/search/words/identifiers.h"
#include "domain/search/words/nature.h"
#include "domain/search/words/stopwords.h"

#include "base/buf.h"
#include "domain/search/words/fold.h"
#include "tests/unit/test.h"

/* "a|b+c" for the chunks "a" and "b-c". */
static struct str words_of(struct test *t, struct str text)
{
	struct tokens tokens = tokens_of(t->arena, text);
	struct buf out = buf_new(t->arena, 4096);
	struct chunk c;
	while (tokens_next(&tokens, &c)) {
		if (out.len > 0)
			buf_char(&out, '|');
		for (size_t i = 0; i < c.len; i++) {
			if (i > 0)
				buf_char(&out, '+');
			buf_put(&out, c.words[i].text);
		}
	}
	return buf_str(&out);
}

static struct str forms_of(struct test *t, struct str text)
{
	struct tokens tokens = tokens_of(t->arena, text);
	struct buf out = buf_new(t->arena, 4096);
	struct chunk c;
	str_list forms;
	while (tokens_next(&tokens, &c)) {
		identifier_forms(t->arena, &c, &forms);
		for (size_t i = 0; i < forms.len; i++) {
			if (out.len > 0)
				buf_char(&out, ' ');
			buf_put(&out, forms.at[i]);
		}
	}
	return buf_str(&out);
}

static enum chunk_nature nature(struct test *t, struct str text)
{
	struct tokens tokens = tokens_of(t->arena, text);
	struct chunk c;
	ASSERT(tokens_next(&tokens, &c));
	return c.nature;
}

TEST(words_that_mean_the_same_fold_to_the_same_letters)
{
	ASSERT_STR(fold_word(t->arena, STR("ROUTER")), "router");
	ASSERT_STR(fold_word(t->arena, STR("Zürich")), "zurich");
	ASSERT_STR(fold_word(t->arena, STR("Straße")), "strasse");
	ASSERT_STR(fold_word(t->arena, STR("ﬁrewall")), "firewall");
	ASSERT_STR(fold_word(t->arena, STR("fire\xc2\xadwall")), "firewall");
	ASSERT_STR(fold_word(t->arena, STR("don't")), "dont");
	ASSERT_STR(fold_word(t->arena, STR("don\xe2\x80\x99t")), "dont");
	ASSERT_STR(fold_word(t->arena, STR("Ωμέγα")), "ωμεγα");
}

TEST(a_folded_word_is_cut_at_a_character)
{
	struct str eszett = { .at = NULL };
	struct buf b = buf_new(t->arena, 1000);
	for (int i = 0; i < 200; i++)
		buf_put(&b, STR("ω"));
	eszett = fold_word(t->arena, buf_str(&b));

	ASSERT(eszett.len <= FOLD_WORD_MAX);
	ASSERT_EQ(eszett.len % 2, 0);
}

TEST(text_comes_apart_into_words_and_compounds)
{
	ASSERT_STR(words_of(t, STR("BGP flaps, often.")), "bgp|flaps|often");
	ASSERT_STR(words_of(t, STR("on ge-0/0/1 (down)")), "on|ge+0+0+1|down");
	ASSERT_STR(words_of(t, STR("%SYS-2-MALLOCFAIL: no memory")), "sys+2+mallocfail|no|memory");
	ASSERT_STR(words_of(t, STR("mtu=1500;x")), "mtu|1500|x");
	ASSERT_STR(words_of(t, STR("end -- begin...go")), "end|begin|go");
	ASSERT_STR(words_of(t, STR("std::map https://a.b/c")), "std+map|https|a+b+c");
	ASSERT_STR(words_of(t, STR("the router's mode, don't")), "the|router|mode|dont");
	ASSERT_STR(words_of(t, STR("l'erreur")), "l|erreur");
	ASSERT_STR(words_of(t, STR("non\xe2\x80\x91stop")), "non+stop");
	ASSERT_STR(words_of(t, STR(" ,;() ")), "");
}

TEST(scripts_without_spaces_come_in_pairs)
{
	ASSERT_STR(words_of(t, STR("路由器 ok")), "路由+由器|ok");
	ASSERT_STR(words_of(t, STR("x路y")), "x|路|y");
}

TEST(a_long_run_of_joined_words_is_parted)
{
	struct str s = words_of(t, STR("a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r"));

	ASSERT_STR(s, "a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p|q+r");
}

TEST(an_identifier_is_indexed_whole_and_by_its_beginnings)
{
	ASSERT_STR(forms_of(t, STR("EX4300-48T")), "ex430048t ex4300 ex430048 4300");
	ASSERT_STR(forms_of(t, STR("KB21476")), "kb21476 21476");
	ASSERT_STR(forms_of(t, STR("CVE-2024-1234")), "cve20241234 cve cve2024 2024 1234");
	ASSERT_STR(forms_of(t, STR("21.4R3-S5")), "214r3s5 214 214r 214r3 214r3s");
	ASSERT_STR(forms_of(t, STR("0x80070005")), "0x80070005 80070005");
	ASSERT_STR(forms_of(t, STR("5.3.2")), "532");
	ASSERT_STR(forms_of(t, STR("plain words")), "");
}

TEST(a_version_is_not_part_of_a_longer_one)
{
	struct str forms = forms_of(t, STR("15.3.20"));

	ASSERT_STR(forms, "15320 153");
	ASSERT_LACKS(forms, "532 ");
}

TEST(what_changes_in_every_log_line_is_known_by_its_shape)
{
	ASSERT_EQ(nature(t, STR("09:00:12.345")), CHUNK_TIME);
	ASSERT_EQ(nature(t, STR("2026-11-23T09:00:12Z")), CHUNK_TIME);
	ASSERT_EQ(nature(t, STR("2026-11-23")), CHUNK_DATE);
	ASSERT_EQ(nature(t, STR("10.1.2.3/24")), CHUNK_ADDRESS);
	ASSERT_EQ(nature(t, STR("fe80::1:2:3:4")), CHUNK_ADDRESS);
	ASSERT_EQ(nature(t, STR("00:1b:44:11:3a:b7")), CHUNK_ADDRESS);
	ASSERT_EQ(nature(t, STR("001b.4411.3ab7")), CHUNK_ADDRESS);
	ASSERT_EQ(nature(t, STR("0xffff800012345678")), CHUNK_POINTER);
	ASSERT_EQ(nature(t, STR("123e4567-e89b-12d3-a456-426614174000")), CHUNK_POINTER);
	ASSERT_EQ(nature(t, STR("5.3.2")), CHUNK_PLAIN);
	ASSERT_EQ(nature(t, STR("0x80070005")), CHUNK_PLAIN);
	ASSERT_EQ(nature(t, STR("16.0.4266.1001")), CHUNK_PLAIN);
	ASSERT_EQ(nature(t, STR("ge-0/0/1")), CHUNK_PLAIN);
}

TEST(a_process_number_in_brackets_is_a_counter)
{
	struct tokens tokens = tokens_of(t->arena, STR("rpd[1423]: x"));
	struct chunk c;

	ASSERT(tokens_next(&tokens, &c) && tokens_next(&tokens, &c));
	ASSERT_EQ(c.nature, CHUNK_COUNTER);
}

TEST(stop_words_are_found_by_language)
{
	ASSERT(is_stopword(STR("the"), STR("en")));
	ASSERT(is_stopword(STR("yours"), STR("en")));
	ASSERT(is_stopword(STR("a"), STR("en")));
	ASSERT(!is_stopword(STR("router"), STR("en")));
	ASSERT(is_stopword(STR("fur"), STR("de")));
	ASSERT(!is_stopword(STR("the"), STR("")));
}

TEST(hostile_text_comes_apart_without_harm)
{
	static const char bytes[] = "\xff\xfe\xe2\x82\x00-/::'\xe2\x80\x99..\xf0\x9f\x92\xa9-a";

	struct str s = words_of(t, str_of(bytes, sizeof bytes - 1));

	ASSERT_HAS(s, "a");
}
