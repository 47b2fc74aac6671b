/* smtp_part.h - what the files of the state machine share */
#pragma once

#include "mail/in/smtp.h"

/* One line of answer; `text` begins with the code. */
void smtp_say(struct smtp *, struct str text);
/* The same, and one more mistake. */
void smtp_blame(struct smtp *, struct str text);
/* Forgets sender, recipients and what was read of a mail. */
void smtp_reset(struct smtp *);

/* A whole line without its end. */
enum smtp_event smtp_command(struct smtp *, struct str line);

/* Takes the text after DATA; true at its end. What is to be kept is in s->text. */
bool smtp_text_take(struct smtp *, struct str *bytes);
void smtp_text_begin(struct smtp *);
/* The mail is refused at its end, unless there was a reason before. */
void smtp_fault(struct smtp *, struct str answer);
/* Counts bytes of the mail against the limit. */
void smtp_count(struct smtp *, size_t len);
