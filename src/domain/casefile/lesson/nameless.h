/*
 * nameless.h - what a customer wrote, without whose it was
 *
 * An article is read by others. Words that name people, the organisation, its devices
 * and contract become "[name]", "[serial]" and so on; so do mail addresses, phone numbers
 * and case numbers, and what the rules of support bundles take for a secret. A name that
 * is also a word goes, too: who writes the article puts it back.
 */
#pragma once

#include "domain/casefile/casefile.h"

struct nameless_word {
	struct str is, becomes;
};

struct nameless {
	SLICE(struct nameless_word) words; /* longest first */
};

/* The names of the case: its people, who wrote to it, its organisation, device, contract. */
NODISCARD error nameless_of_case(struct ctx *, const struct casefile *, struct nameless *out);
/* Reads what a support bundle would say of its device: that goes, too. */
NODISCARD error nameless_text(struct ctx *, const struct nameless *, struct str text,
	struct str *out);
