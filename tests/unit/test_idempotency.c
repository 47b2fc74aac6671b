/* Replies that are kept for a key: done once, and readable by who asked alone. */
#include "domain/account/secret.h"
#include "domain/idempotency/idempotency.h"
#include "tests/unit/fixture.h"

TEST(a_sealed_text_opens_with_its_secret_and_unchanged_only)
{
	struct str sealed = secret_seal(t->arena, STR("s3cret"), STR("token")), text;

	ASSERT(str_find(sealed, STR("token")) < 0);
	ASSERT(secret_open(t->arena, STR("s3cret"), sealed, &text));
	ASSERT_STR(text, "token");
	ASSERT(!secret_open(t->arena, STR("s3cret "), sealed, &text));
	for (size_t i = 0; i < sealed.len; i++) {
		char *bent = arena_bytes(t->arena, sealed.len);
		memcpy(bent, sealed.at, sealed.len);
		bent[i] ^= 1;
		ASSERT(!secret_open(t->arena, STR("s3cret"), str_of(bent, sealed.len), &text));
		ASSERT(!secret_open(t->arena, STR("s3cret"), str_sub(sealed, 0, i), &text));
	}
}

TEST_STORE(a_kept_reply_opens_with_the_token_that_asked_only)
{
	struct ctx *cx = fixture_ctx(t);
	struct idempotent_request q = { STR("key"), STR("/api/v1/webhooks\n{}"), STR("Bearer one") };
	struct idempotent_reply kept = { 201, STR("/there"), STR("{\"secret\":\"\n\"}") }, got;
	bool found;

	ASSERT_OK(idempotency_look(cx, &q, &got, &found));
	ASSERT(!found);
	ASSERT_OK(idempotency_keep(cx, &q, &kept));
	ASSERT_OK(idempotency_look(cx, &q, &got, &found));
	ASSERT(found);
	ASSERT_EQ(got.status, 201);
	ASSERT_STR(got.location, "/there");
	ASSERT_STR(got.body, "{\"secret\":\"\n\"}");
	q.credential = STR("Bearer two");
	ASSERT_ERR(ERR_INVALID, idempotency_look(cx, &q, &got, &found));
	q.text = STR("/api/v1/webhooks\n{ }");
	ASSERT_ERR(ERR_INVALID, idempotency_look(cx, &q, &got, &found));
}
