#include "mail/read/reply/words.h"

const char *const signature_words[] = {
	/* English */
	"Sent from *", "Sent via *", "Sent with *", "Sent by *", "(Sent from *", "(Sent via *",
	"<<Sent *>>", "<Sent *>", "[Sent from *", "From my *phone*", "From my *pad*",
	"* from mobile", "* from my mobile", "* from my phone", "Get Outlook for *",
	"Get [Outlook for *", "Get * for iOS*", "Get * for Android*", "Get BlueMail for *",
	"Sent: from *", "Typed on a *phone*", "Sent using *", "Composed on *phone*",
	"Sent securely with *", "Sent unsigned from *",
	/* German */
	"Von meinem * gesendet*", "Gesendet von *", "Gesendet mit *", "Gesendet über *",
	"Gesendet aus *", "Diese Nachricht wurde von * gesendet*",
	"Diese E-Mail wurde von * gesendet*", "Von unterwegs gesendet*",
	"Outlook für * beziehen*", "Outlook für * herunterladen*", "Holen Sie sich Outlook für *",
	/* French */
	"Envoyé depuis *", "Envoyé de mon *", "Envoyé à partir de *", "Envoyé avec *",
	"Envoyé par *", "Envoyé via *", "Télécharger Outlook pour *", "Télécharger * pour iOS*",
	"Obtenez Outlook pour *", "Provenance : Courrier pour Windows*",
	/* Italian, Spanish, Catalan, Portuguese */
	"Inviato da *", "Inviato dal *", "Inviata da *", "Scarica Outlook per *", "Ottieni Outlook per *",
	"Enviado desde *", "Enviado con *", "Enviado mediante *", "Obtener Outlook para *",
	"Enviat des de*", "Enviat del meu *", "Enviado do meu *", "Enviado pelo *", "Enviado de *",
	"Enviado a partir *", "Enviado por *", "Enviado via *", "Obter o Outlook para *",
	"Obtenha o Outlook para *",
	/* Dutch */
	"Verzonden met *", "Verzonden vanaf *", "Verzonden vanuit *", "Verzonden via *",
	"Verstuurd vanaf *", "Verstuurd met *", "Outlook voor * downloaden*",
	"Outlook voor * ophalen*", "Download Outlook voor *",
	/* Danish, Norwegian, Swedish */
	"Sendt fra *", "Sendt via *", "Sendt med *", "Hent Outlook *", "Få Outlook for *",
	"Skickat från *", "Skickades från *", "Skickat med *", "Hämta Outlook för *", "Från min *",
	/* Finnish, Estonian */
	"Lähetetty *", "Lähetetty iPhonesta*", "Hanki Outlook *", "Saadetud minu *",
	/* Polish, Czech, Slovak, Hungarian, Romanian, Turkish, Croatian, Slovene */
	"Wysłane z *", "Wysłano z *", "Pobierz program Outlook *", "Pobierz aplikację Outlook *",
	"Odesláno z *", "Odoslané z *", "Získejte Outlook pro *", "Küldve * készülékről*",
	"iPhone-omról küldve*", "Elküldve *", "Trimis de pe *", "Trimis din *",
	"iPhone'umdan gönderildi*", "* gönderildi", "Poslano s *", "Poslano z *", "Poslano iz *",
	/* Russian, Ukrainian, Bulgarian, Greek */
	"Отправлено с *", "Отправлено из *", "Отправлено через *", "Надіслано з *",
	"Відправлено з *", "Изпратено от *", "Στάλθηκε από *", "Εστάλη από *",
	"Скачать Outlook для *",
	/* Hebrew, Arabic, Chinese, Japanese, Korean, Vietnamese, Indonesian */
	"נשלח מה*", "נשלח מ*", "أُرسلت من *", "مرسل من *", "تم الإرسال من *",
	"發自我的*", "发自我的*", "从我的*发送*", "從我的*傳送*", "發送自*", "发送自*", "获取 Outlook *",
	"*から送信", "*から送信されました*", "*より送信", "나의 *에서 보냄*", "내 *에서 보냄*",
	"*에서 보냄", "Được gửi từ *", "Đã gửi từ *", "Dikirim dari *",
	NULL,
};
