#include "mail/read/reply/words.h"

const struct header_word header_words[] = {
	/* English */
	{ "From", HEADER_FROM }, { "Sent", HEADER_DATE }, { "Date", HEADER_DATE },
	{ "Sent at", HEADER_DATE }, { "To", HEADER_TO }, { "Cc", HEADER_TO }, { "Bcc", HEADER_TO },
	{ "Subject", HEADER_SUBJECT }, { "Reply-To", HEADER_OTHER }, { "Reply to", HEADER_OTHER },
	{ "Organization", HEADER_OTHER }, { "Importance", HEADER_OTHER },
	{ "Priority", HEADER_OTHER }, { "Attachments", HEADER_OTHER }, { "Sender", HEADER_FROM },
	{ "When", HEADER_DATE }, { "Where", HEADER_OTHER }, { "Posted At", HEADER_DATE },
	{ "Posted To", HEADER_TO }, { "Conversation", HEADER_OTHER },
	/* German */
	{ "Von", HEADER_FROM }, { "Gesendet", HEADER_DATE }, { "Datum", HEADER_DATE },
	{ "Gesendet am", HEADER_DATE }, { "An", HEADER_TO }, { "Kopie", HEADER_TO },
	{ "Betreff", HEADER_SUBJECT }, { "Betr.", HEADER_SUBJECT }, { "Antwort an", HEADER_OTHER },
	{ "Wichtigkeit", HEADER_OTHER }, { "Priorität", HEADER_OTHER }, { "Anlagen", HEADER_OTHER },
	/* French */
	{ "De", HEADER_FROM }, { "Envoyé", HEADER_DATE }, { "Date d'envoi", HEADER_DATE },
	{ "Envoyé le", HEADER_DATE }, { "À", HEADER_TO }, { "A", HEADER_TO }, { "Pour", HEADER_TO },
	{ "Objet", HEADER_SUBJECT }, { "Sujet", HEADER_SUBJECT }, { "Copie à", HEADER_TO },
	{ "Répondre à", HEADER_OTHER }, { "Expéditeur", HEADER_FROM }, { "Destinataire", HEADER_TO },
	/* Italian */
	{ "Da", HEADER_FROM }, { "Inviato", HEADER_DATE }, { "Data", HEADER_DATE },
	{ "Inviata", HEADER_DATE }, { "Oggetto", HEADER_SUBJECT }, { "Risposta", HEADER_OTHER },
	{ "Rispondi a", HEADER_OTHER }, { "Mittente", HEADER_FROM }, { "Destinatario", HEADER_TO },
	/* Spanish, Catalan, Portuguese, Galician */
	{ "Enviado", HEADER_DATE }, { "Enviado el", HEADER_DATE }, { "Fecha", HEADER_DATE },
	{ "Para", HEADER_TO }, { "Asunto", HEADER_SUBJECT }, { "Responder a", HEADER_OTHER },
	{ "Enviat", HEADER_DATE }, { "Per a", HEADER_TO }, { "Assumpte", HEADER_SUBJECT },
	{ "Tema", HEADER_SUBJECT }, { "Enviada", HEADER_DATE }, { "Enviada em", HEADER_DATE },
	{ "Enviado em", HEADER_DATE }, { "Enviada a", HEADER_DATE }, { "Assunto", HEADER_SUBJECT },
	{ "CC", HEADER_TO }, { "Remitente", HEADER_FROM },
	/* Dutch, Afrikaans */
	{ "Van", HEADER_FROM }, { "Verzonden", HEADER_DATE }, { "Verstuurd", HEADER_DATE },
	{ "Aan", HEADER_TO }, { "Onderwerp", HEADER_SUBJECT }, { "Kopie aan", HEADER_TO },
	/* Danish, Norwegian, Swedish */
	{ "Fra", HEADER_FROM }, { "Sendt", HEADER_DATE }, { "Dato", HEADER_DATE },
	{ "Til", HEADER_TO }, { "Emne", HEADER_SUBJECT }, { "Kopi", HEADER_TO },
	{ "Från", HEADER_FROM }, { "Skickat", HEADER_DATE }, { "Till", HEADER_TO },
	{ "Ämne", HEADER_SUBJECT }, { "Kopia", HEADER_TO }, { "Svar til", HEADER_OTHER },
	/* Finnish, Estonian */
	{ "Lähettäjä", HEADER_FROM }, { "Lähetetty", HEADER_DATE }, { "Päivämäärä", HEADER_DATE },
	{ "Vastaanottaja", HEADER_TO }, { "Kopio", HEADER_TO }, { "Aihe", HEADER_SUBJECT },
	{ "Saatja", HEADER_FROM }, { "Saadetud", HEADER_DATE }, { "Adressaat", HEADER_TO },
	{ "Teema", HEADER_SUBJECT },
	/* Polish */
	{ "Od", HEADER_FROM }, { "Wysłano", HEADER_DATE }, { "Wysłane", HEADER_DATE },
	{ "Do", HEADER_TO }, { "DW", HEADER_TO }, { "Temat", HEADER_SUBJECT },
	{ "Nadawca", HEADER_FROM }, { "Odbiorca", HEADER_TO },
	/* Czech, Slovak, Slovene, Croatian, Serbian */
	{ "Odesláno", HEADER_DATE }, { "Komu", HEADER_TO }, { "Předmět", HEADER_SUBJECT },
	{ "Kopie", HEADER_TO }, { "Odoslané", HEADER_DATE }, { "Predmet", HEADER_SUBJECT },
	{ "Dátum", HEADER_DATE }, { "Poslano", HEADER_DATE }, { "Za", HEADER_TO },
	{ "Zadeva", HEADER_SUBJECT }, { "Prima", HEADER_TO }, { "Šalje", HEADER_FROM },
	/* Hungarian, Romanian, Turkish */
	{ "Feladó", HEADER_FROM }, { "Elküldve", HEADER_DATE }, { "Címzett", HEADER_TO },
	{ "Tárgy", HEADER_SUBJECT }, { "Másolatot kap", HEADER_TO }, { "De la", HEADER_FROM },
	{ "Trimis", HEADER_DATE }, { "Către", HEADER_TO }, { "Catre", HEADER_TO },
	{ "Subiect", HEADER_SUBJECT }, { "Kimden", HEADER_FROM }, { "Gönderen", HEADER_FROM },
	{ "Gönderildi", HEADER_DATE }, { "Gönderme Tarihi", HEADER_DATE }, { "Tarih", HEADER_DATE },
	{ "Kime", HEADER_TO }, { "Konu", HEADER_SUBJECT }, { "Bilgi", HEADER_TO },
	/* Russian, Ukrainian, Bulgarian */
	{ "От", HEADER_FROM }, { "Отправлено", HEADER_DATE }, { "Дата", HEADER_DATE },
	{ "Кому", HEADER_TO }, { "Копия", HEADER_TO }, { "Тема", HEADER_SUBJECT },
	{ "Отправитель", HEADER_FROM }, { "Від", HEADER_FROM }, { "Надіслано", HEADER_DATE },
	{ "Відправлено", HEADER_DATE }, { "Копія", HEADER_TO }, { "Изпратено", HEADER_DATE },
	{ "До", HEADER_TO }, { "Относно", HEADER_SUBJECT },
	/* Greek, Hebrew, Arabic */
	{ "Από", HEADER_FROM }, { "Εστάλη", HEADER_DATE }, { "Ημερομηνία", HEADER_DATE },
	{ "Στάλθηκε", HEADER_DATE }, { "Προς", HEADER_TO }, { "Θέμα", HEADER_SUBJECT },
	{ "מאת", HEADER_FROM }, { "נשלח", HEADER_DATE }, { "תאריך", HEADER_DATE },
	{ "אל", HEADER_TO }, { "נושא", HEADER_SUBJECT }, { "من", HEADER_FROM },
	{ "تاريخ الإرسال", HEADER_DATE }, { "التاريخ", HEADER_DATE }, { "إلى", HEADER_TO },
	{ "الموضوع", HEADER_SUBJECT },
	/* Chinese, Japanese, Korean */
	{ "发件人", HEADER_FROM }, { "发送时间", HEADER_DATE }, { "日期", HEADER_DATE },
	{ "时间", HEADER_DATE }, { "收件人", HEADER_TO }, { "抄送", HEADER_TO },
	{ "主题", HEADER_SUBJECT }, { "寄件者", HEADER_FROM }, { "寄件人", HEADER_FROM },
	{ "寄件日期", HEADER_DATE }, { "傳送日期", HEADER_DATE }, { "發送時間", HEADER_DATE },
	{ "收件者", HEADER_TO }, { "副本", HEADER_TO }, { "主旨", HEADER_SUBJECT },
	{ "主題", HEADER_SUBJECT }, { "差出人", HEADER_FROM }, { "送信者", HEADER_FROM },
	{ "送信日時", HEADER_DATE }, { "日時", HEADER_DATE }, { "日付", HEADER_DATE },
	{ "宛先", HEADER_TO }, { "件名", HEADER_SUBJECT }, { "보낸 사람", HEADER_FROM },
	{ "보낸사람", HEADER_FROM }, { "보낸 날짜", HEADER_DATE }, { "날짜", HEADER_DATE },
	{ "받는 사람", HEADER_TO }, { "받는사람", HEADER_TO }, { "참조", HEADER_TO },
	{ "제목", HEADER_SUBJECT },
	/* Vietnamese, Indonesian */
	{ "Từ", HEADER_FROM }, { "Đã gửi", HEADER_DATE }, { "Ngày", HEADER_DATE },
	{ "Đến", HEADER_TO }, { "Tới", HEADER_TO }, { "Chủ đề", HEADER_SUBJECT },
	{ "Dari", HEADER_FROM }, { "Dikirim", HEADER_DATE }, { "Tanggal", HEADER_DATE },
	{ "Kepada", HEADER_TO }, { "Perihal", HEADER_SUBJECT }, { "Judul", HEADER_SUBJECT },
	{ NULL, HEADER_NONE },
};
