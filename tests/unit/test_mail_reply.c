#include "mail/read/reply/reply.h"

#include "base/limits.h"
#include "mail/read/read.h"
#include "tests/unit/test.h"

#define REPLY(text) reply_find(t->arena, STR(text))

/* --- what announces a quote --- */

TEST(the_quote_below_a_reply_is_cut_off_in_many_languages)
{
	static const char *const announced[] = {
		"On Tue, 3 Mar 2026 at 10:12, Ines Falk <ines@acme.example> wrote:",
		"On Tue, 3 Mar 2026 at 10:12, Ines Falk\n<ines@acme.example>\nwrote:",
		"Am Di., 3. März 2026 um 10:12 Uhr schrieb Ines Falk <ines@acme.example>:",
		"Am 03.03.26 um 10:12 schrieb Ines Falk:",
		"Ines Falk <ines@acme.example> schrieb am Di., 3. März 2026, 10:12:",
		"Le mar. 3 mars 2026 à 10:12, Ines Falk <ines@acme.example> a\nécrit :",
		"Il giorno mar 3 mar 2026 alle ore 10:12 Ines Falk <ines@acme.example> ha scritto:",
		"El mar, 3 mar 2026 a las 10:12, Ines Falk (<ines@acme.example>)\nescribió:",
		"Em ter., 3 de mar. de 2026 às 10:12, Ines Falk <ines@acme.example> escreveu:",
		"Op di 3 mrt 2026 om 10:12 schreef Ines Falk <ines@acme.example>:",
		"Den tis 3 mars 2026 kl 10:12 skrev Ines Falk <ines@acme.example>:",
		"tir. 3. mar. 2026 kl. 10:12 skrev Ines Falk <ines@acme.example>:",
		"ti 3. maalisk. 2026 klo 10.12 Ines Falk (ines@acme.example) kirjoitti:",
		"wt., 3 mar 2026 o 10:12 Ines Falk <ines@acme.example> napisał(a):",
		"W dniu 3.03.2026 o 10:12, Ines Falk pisze:",
		"út 3. 3. 2026 v 10:12 odesílatel Ines Falk <ines@acme.example> napsal:",
		"Ines Falk <ines@acme.example> ezt írta (időpont: 2026. márc. 3., K, 10:12):",
		"вт, 3 мар. 2026 г. в 10:12, Ines Falk <ines@acme.example>:",
		"3 березня 2026, 10:12:31, від \"Ines Falk\" <ines@acme.example> пише:",
		"Ines Falk <ines@acme.example>, 3 Mar 2026 Sal, 10:12 tarihinde şunu yazdı:",
		"Στις Τρί 3 Μαρ 2026 στις 10:12 π.μ., ο χρήστης Ines Falk <ines@acme.example> έγραψε:",
		"2026年3月3日(火) 10:12 Ines Falk <ines@acme.example>:",
		"在 2026-03-03 10:12:31，\"Ines Falk\" <ines@acme.example> 写道：",
		"2026년 3월 3일 (화) 오전 10:12, Ines Falk <ines@acme.example>님이 작성:",
		"Op 3 mrt. 2026 om 10:12 heeft Ines Falk <ines@acme.example> het volgende geschreven:",
		"3 mars 2026 kl. 10:12 skrev Ines Falk <ines@acme.example>:",
		"Ines Falk <ines@acme.example> kirjoitti 3.3.2026 kello 10.12:",
		"Wiadomość napisana przez Ines Falk <ines@acme.example> w dniu 3 mar 2026, o godz. 10:12:",
		"3. 3. 2026 v 10:12, Ines Falk <ines@acme.example>:",
		"Dana 3. 3. 2026., u 10:12, korisnik Ines Falk <ines@acme.example> napisao je:",
		"Pe 3 mar. 2026, la 10:12, Ines Falk <ines@acme.example> a scris:",
		"Ines Falk <ines@acme.example> şunları yazdı (3 Mar 2026 10:12):",
		"2026. 03. 03. dátummal, 10:12 időpontban Ines Falk <ines@acme.example> írta:",
		"2026/03/03 10:12、Ines Falk <ines@acme.example>のメール:",
		"Ines Falk <ines@acme.example> 於 2026年3月3日 週二 上午10:12寫道：",
		"El 3 març 2026, a les 10:12, Ines Falk <ines@acme.example> va escriure:",
		"---- On Tue, 03 Mar 2026 10:12:31 +0100 Ines Falk <ines@acme.example> wrote ----",
		">>> Ines Falk <ines@acme.example> 03.03.2026 10:12 >>>",
		"Vào Th 3, 3 thg 3, 2026 vào lúc 10:12 Ines Falk <ines@acme.example> đã viết:",
	};

	for (size_t i = 0; i < sizeof announced / sizeof *announced; i++) {
		struct str mail = str_printf(t->arena, "It works now.\n\n%s\n\n> old words\n> more\n",
			announced[i]);
		struct str bare = str_printf(t->arena, "It works now.\n\n%s\n\nold words\n", announced[i]);
		ASSERT_STR(reply_find(t->arena, mail), "It works now.");
		ASSERT_STR(reply_find(t->arena, bare), "It works now.");
	}
}

TEST(the_head_of_a_quoted_message_ends_the_reply_in_many_languages)
{
	static const char *const heads[] = {
		"From: Desk\nSent: Tuesday, 3 March 2026\nTo: Ines\nSubject: Down",
		"*From:* Desk\n*Date:* Tuesday\n*Subject:* Down",
		"Von: Desk\nGesendet: Dienstag, 3. März 2026 10:12\nAn: Ines\nBetreff: AW: Ausfall",
		"De : Desk\nEnvoyé : mardi 3 mars 2026\nÀ : Ines\nObjet : RE: panne",
		"Da: Desk\nInviato: martedì\nA: Ines\nOggetto: R: guasto",
		"De: Desk\nEnviado el: martes\nPara: Ines\nAsunto: caída",
		"Van: Desk\nVerzonden: dinsdag\nAan: Ines\nOnderwerp: storing",
		"Från: Desk\nSkickat: tisdag\nTill: Ines\nÄmne: avbrott",
		"Lähettäjä: Desk\nLähetetty: tiistai\nVastaanottaja: Ines\nAihe: vika",
		"Od: Desk\nWysłano: wtorek\nDo: Ines\nTemat: awaria",
		"От: Desk\nОтправлено: вторник\nКому: Ines\nТема: сбой",
		"差出人: Desk\n送信日時: 2026年3月3日\n宛先: Ines\n件名: 障害",
		"发件人：Desk\n发送时间：2026年3月3日\n收件人：Ines\n主题：故障",
	};

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		ASSERT_STR(reply_find(t->arena, str_printf(t->arena, "It works.\n\n%s\n\nold words\n",
			heads[i])), "It works.");
}

TEST(a_line_that_says_original_message_ends_the_reply)
{
	ASSERT_STR(REPLY("Yes.\n\n-----Original Message-----\nold\n"), "Yes.");
	ASSERT_STR(REPLY("Ja.\n\n-------- Ursprüngliche Nachricht --------\nalt\n"), "Ja.");
	ASSERT_STR(REPLY("Oui.\n\nDébut du message réexpédié :\n\nvieux\n"), "Oui.");
	ASSERT_STR(REPLY("Is this the original message\nthat you saw?"),
		"Is this the original message\nthat you saw?");
}

/* --- where the reply stands --- */

TEST(an_answer_below_the_quote_is_the_reply)
{
	ASSERT_STR(REPLY("On 3 Mar 2026, Ines Falk wrote:\n> Is it up?\n\nIt is up.\n"), "It is up.");
	ASSERT_STR(REPLY("Hello Ines,\n\nOn 3 Mar 2026 Ines wrote:\n> Is it up?\n\nIt is.\n"),
		"Hello Ines,\n\n> Is it up?\n\nIt is.");
}

TEST(answers_between_the_lines_keep_the_quote)
{
	ASSERT_STR(REPLY("On 3 Mar 2026, Ines Falk wrote:\n> Which version?\n\n4.2\n\n> Since when?\n\n"
		"Monday.\n-- \nIngrid\n"),
		"> Which version?\n\n4.2\n\n> Since when?\n\nMonday.");
	ASSERT_STR(REPLY("See below.\n\nOn 3 Mar 2026, Ines Falk wrote:\n> Which version?\n4.2\n"
		"> Since when?\nMonday.\n"),
		"See below.\n\n> Which version?\n4.2\n> Since when?\nMonday.");
}

TEST(a_quote_at_the_end_that_nobody_answers_is_cut)
{
	ASSERT_STR(REPLY("> Which?\n\n4.2\n\n> Regards\n> Ines\n"), "> Which?\n\n4.2");
	ASSERT_STR(REPLY("It is up.\n\n> Is it up?\n"), "It is up.");
	ASSERT_STR(REPLY("It is up.\n\nQuoting Ines Falk <ines@acme.example>:\n\n> Is it up?\n"),
		"It is up.");
}

TEST(a_line_torn_off_a_quote_is_no_answer)
{
	ASSERT_STR(REPLY("Thanks.\n\nOn 3 Mar 2026, Ines Falk wrote:\n"
		"> We restarted the router in the second rack at ten o'clock and it has\nbeen up since.\n"
		"> Please tell us.\n"), "Thanks.");
}

TEST(a_footer_below_the_quote_is_no_answer)
{
	ASSERT_STR(REPLY("Done.\n\nOn 3 Mar 2026, Ines Falk wrote:\n> Please restart.\n\n"
		"Acme, 1 Main Street\nConfidential.\n"), "Done.");
}

TEST(a_text_that_is_all_quote_is_kept)
{
	ASSERT_STR(REPLY("> only this\n"), "> only this");
	ASSERT_STR(REPLY("\n\n-----Original Message-----\nFrom: a\n"),
		"-----Original Message-----\nFrom: a");
}

/* --- signatures --- */

TEST(signatures_are_cut_off)
{
	ASSERT_STR(REPLY("Fine.\n\nBest regards\nIngrid\n-- \nIngrid Berg\nAcme\n"),
		"Fine.\n\nBest regards\nIngrid");
	ASSERT_STR(REPLY("Fine.\n\nSent from my iPhone\n"), "Fine.");
	ASSERT_STR(REPLY("Gut.\n\nVon meinem iPhone gesendet\n\nAm 3.3.2026 um 10:12 schrieb Ines:\n> x\n"),
		"Gut.");
	ASSERT_STR(REPLY("Sent from my van to yours yesterday.\nIt has not come."),
		"Sent from my van to yours yesterday.\nIt has not come.");
}

TEST(a_signed_text_loses_its_armour)
{
	ASSERT_STR(REPLY("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nIt is us.\n"
		"-----BEGIN PGP SIGNATURE-----\n\nabc=\n-----END PGP SIGNATURE-----\n"), "It is us.");
}

/* --- what only looks like one --- */

TEST(logs_and_tables_and_code_are_not_cut)
{
	static const char *const texts[] = {
		"Results\n=======\nPort 1 is down.",
		"+------+----+\n| port | up |\n+------+----+\n| 1    | no |\n+------+----+",
		"```\n> prompt\n--\nOn 3 Mar 2026 a wrote:\n```\nas shown",
		"SW> show version\nSW> show log",
		"On this day\n\nI wrote something.",
		"He said at 10:15 that the line\nis down. I wrote that:\n- it is up",
		"To: the team\nthanks for the help",
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		ASSERT_STR(reply_find(t->arena, str_from(texts[i])), texts[i]);
}

TEST(a_rule_in_a_long_text_does_not_end_it)
{
	struct buf text = buf_new(t->arena, 10000);

	buf_put(&text, STR("The log:\n\n==========\n"));
	for (int i = 0; i < 40; i++)
		buf_printf(&text, "10:%02d:00 port 1 changed state\n", i);
	ASSERT_HAS(reply_find(t->arena, buf_str(&text)), "10:39:00");
	ASSERT_STR(REPLY("It is down.\n\n=====\nAcme\n1 Main Street\n"), "It is down.");
}

/* --- whole mails --- */

static struct str reply_of(struct test *t, const char *type, const char *body)
{
	struct mail m;

	ASSERT_OK(mail_read(test_ctx(t), str_printf(t->arena,
		"From: a@b.example\r\nContent-Type: %s\r\n\r\n%s", type, body), NULL, &m));
	return m.reply;
}

#define HTML(body) reply_of(t, "text/html; charset=utf-8", body)

TEST(the_reply_is_found_in_html_of_mail_programs)
{
	ASSERT_STR(HTML("<div dir=ltr>It works.</div><br><div class=gmail_quote><div dir=ltr "
		"class=gmail_attr>sen 3/3 Ines na:<br></div><blockquote class=gmail_quote>old"
		"</blockquote></div>"), "It works.");
	ASSERT_STR(HTML("<p>It works.</p><div id=appendonsend></div><hr><div id=divRplyFwdMsg>"
		"<b>Xyz:</b> Desk<br><b>Zyx:</b> Ines</div><div>old</div>"), "It works.");
	ASSERT_STR(HTML("<div class=WordSection1><p class=MsoNormal>It works.</p><p class=MsoNormal>"
		"&nbsp;</p><p class=MsoNormal>Ingrid</p><div style='border:none;border-top:solid'>"
		"<p class=MsoNormal><b>From:</b> Desk<br><b>Sent:</b> Tuesday<br><b>To:</b> Ines<br>"
		"<b>Subject:</b> x</p></div><p class=MsoNormal>old</p></div>"), "It works.\n\nIngrid");
	ASSERT_STR(HTML("It works.<div><br><blockquote type=cite><div>On 3 Mar 2026, at 10:12, Ines "
		"wrote:</div><br><div>old</div></blockquote></div>"), "It works.");
	ASSERT_STR(HTML("<div>It works.</div><div class=gmail_signature>Ingrid<br>Acme</div>"
		"<div class=yahoo_quoted>old</div>"), "It works.");
}

TEST(answers_between_the_quotes_of_html_stay)
{
	ASSERT_STR(HTML("<div class=moz-cite-prefix>On 3/3/26 Ines wrote:<br></div>"
		"<blockquote type=cite>Which?</blockquote><p>4.2</p><blockquote type=cite>When?"
		"</blockquote><p>Monday</p>"), "> Which?\n\n4.2\n\n> When?\n\nMonday");
}

TEST(lines_wrapped_for_the_way_are_one_in_the_reply)
{
	ASSERT_STR(reply_of(t, "text/plain; format=flowed", "This is \r\none line.\r\nAnd another.\r\n"),
		"This is one line.\nAnd another.");
	ASSERT_STR(reply_of(t, "text/plain; format=flowed; delsp=yes", "Wort \r\nteil\r\n"),
		"Wortteil");
	ASSERT_STR(reply_of(t, "text/plain; format=flowed", "It works. \r\n\r\nOn 3 Mar 2026, Ines \r\n"
		"wrote:\r\n>> a \r\n>> b\r\n> c\r\n-- \r\nIngrid\r\n"), "It works.");
}

/* --- limits --- */

TEST(a_text_of_too_many_lines_is_not_trimmed)
{
	struct buf text = buf_new(t->arena, 1 << 20);

	for (int i = 0; i < LIMIT_MAIL_REPLY_LINES + 1; i++)
		buf_put(&text, STR("x\n"));
	buf_put(&text, STR("-- \nIngrid\n"));
	ASSERT_HAS(reply_find(t->arena, buf_str(&text)), "Ingrid");
}
