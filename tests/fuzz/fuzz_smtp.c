/*
 * fuzz_smtp.c - what a caller may say, in pieces of any size
 *
 * The first byte chooses the size of pieces and what the program answers. What holds: a
 * mail is accepted only between its begin and its end, with a recipient; what is stored of
 * it after DATA has no line end but CRLF; answers are whole lines; and the same bytes in
 * one piece say the same.
 */
#include "mail/in/smtp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct smtp_config configs[] = {
	{ .host = STR_INIT("mx.example"), .size_max = 5000, .recipients_max = 3, .tls = true },
	{ .lmtp = true, .host = STR_INIT("mx.example"), .size_max = 5000, .recipients_max = 3 },
};

struct run {
	struct smtp s;
	struct arena *talk, *mail;
	struct buf out, kept;
	enum smtp_event last;
	bool begun;
	int mails;
	unsigned answers;
};

/* Of four answers the first is yes most of the time. */
static enum smtp_verdict verdict(struct run *r)
{
	unsigned n = r->answers;

	r->answers = n * 1103515245u + 12345u;
	return (n >> 16) % 4 == 0 ? (enum smtp_verdict)((n >> 20) % 4) : SMTP_YES;
}

static void check_text(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		check(s.at[i] != '\n' || (i > 0 && s.at[i - 1] == '\r'));
		check(s.at[i] != '\r' || (i + 1 < s.len && s.at[i + 1] == '\n'));
	}
}

static void act(struct run *r, enum smtp_event e)
{
	bool by_data = !r->s.by_chunks;

	switch (e) {
	case SMTP_RECIPIENT:
		check(r->s.path.len > 0);
		smtp_recipient(&r->s, verdict(r));
		break;
	case SMTP_BEGIN:
		check(!r->begun && r->s.to.len > 0);
		buf_clear(&r->kept);
		r->begun = true;
		smtp_begun(&r->s, verdict(r));
		r->begun = r->s.state != SMTP_COMMAND;
		break;
	case SMTP_BYTES:
		check(r->begun && r->s.bytes.len > 0);
		buf_put(&r->kept, r->s.bytes);
		break;
	case SMTP_END:
		check(r->begun && r->s.to.len > 0);
		if (by_data)
			check_text(buf_str(&r->kept));
		r->begun = false;
		r->mails++;
		smtp_accepted(&r->s, verdict(r));
		break;
	case SMTP_DROP:
		r->begun = false;
		break;
	case SMTP_STARTTLS:
		check(r->s.config->tls);
		smtp_secured(&r->s);
		break;
	case SMTP_MORE:
	case SMTP_CLOSE:
		break;
	}
	r->last = e;
}

static void run(struct run *r, const struct smtp_config *c, struct str all, size_t piece, unsigned answers)
{
	*r = (struct run){ .talk = arena_create(), .mail = arena_create(), .answers = answers };
	r->out = buf_new(r->talk, 64 * 1024 * 1024);
	r->kept = buf_new(r->talk, 64 * 1024 * 1024);
	smtp_open(&r->s, c, r->talk, r->mail);
	for (size_t at = 0; at < all.len && r->last != SMTP_CLOSE; at += piece) {
		struct str bytes = str_sub(all, at, piece);
		do
			act(r, smtp_take(&r->s, &bytes));
		while (r->last != SMTP_MORE && r->last != SMTP_CLOSE);
		check(!r->s.out.overflow);
		buf_put(&r->out, buf_str(&r->s.out));
		buf_clear(&r->s.out);
	}
	check(!r->out.overflow && r->out.len >= 2);
	check(str_ends(buf_str(&r->out), STR("\r\n")));
}

static void end(struct run *r)
{
	arena_destroy(r->talk);
	arena_destroy(r->mail);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 3)
		return 0;
	const struct smtp_config *c = &configs[data[0] & 1];
	size_t piece = 1 + (data[0] >> 1);
	struct str all = str_of(data + 2, size - 2);
	struct run small, whole;

	run(&small, c, all, piece, data[1]);
	run(&whole, c, all, SMTP_READ, data[1]);
	/* STARTTLS alone minds what comes in one piece with it. */
	if (str_find(all, STR("S")) < 0 && str_find(all, STR("s")) < 0) {
		check(small.mails == whole.mails);
		check(str_eq(buf_str(&small.out), buf_str(&whole.out)));
	}
	end(&small);
	end(&whole);
	return 0;
}
