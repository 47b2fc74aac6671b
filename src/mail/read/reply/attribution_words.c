#include "mail/read/reply/words.h"

const struct str attribution_starts[] = {
	STR_INIT("On"), STR_INIT("At"),                         /* English */
	STR_INIT("Am"), STR_INIT("Um"),                         /* German */
	STR_INIT("Le"),                                         /* French */
	STR_INIT("Il"), STR_INIT("Il giorno"), STR_INIT("In data"), STR_INIT("Alle"), /* Italian */
	STR_INIT("El"), STR_INIT("El día"), STR_INIT("El dia"), STR_INIT("A"), /* Spanish, Catalan */
	STR_INIT("Em"), STR_INIT("No dia"), STR_INIT("A"),      /* Portuguese */
	STR_INIT("Op"),                                         /* Dutch, Afrikaans */
	STR_INIT("Den"), STR_INIT("På"), STR_INIT("Kl"), /* Danish, Norwegian, Swedish */
	STR_INIT("Dnia"), STR_INIT("W dniu"),                   /* Polish */
	STR_INIT("Dne"), STR_INIT("Dňa"),              /* Czech, Slovak, Slovene */
	STR_INIT("Dana"),                                       /* Croatian, Serbian */
	STR_INIT("Pe"), STR_INIT("În"), STR_INIT("La"),  /* Romanian */
	STR_INIT("Kuupäeval"),                         /* Estonian */
	STR_INIT("Pada"),                                       /* Indonesian */
	STR_INIT("Vào"), STR_INIT("Ngày"),        /* Vietnamese */
	STR_INIT("На"), STR_INIT("В"),     /* Bulgarian, Russian */
	STR_INIT("Στις"),           /* Greek */
	STR_INIT("בתאריך"), /* Hebrew */
	STR_INIT("في"),                           /* Arabic */
	STR_INIT("เมื่อ"), /* Thai */
	STR_INIT("在"), STR_INIT("于"), STR_INIT("於"), /* Chinese */
	{ NULL, 0 },
};

const struct str attribution_verbs[] = {
	STR_INIT("wrote"), STR_INIT("writes"), STR_INIT("said"),
	STR_INIT("schrieb"), STR_INIT("schrieb folgendes"), STR_INIT("geschrieben"),
	STR_INIT("écrit"), STR_INIT("écrivait"),
	STR_INIT("ha scritto"), STR_INIT("scrive"), STR_INIT("scriveva"),
	STR_INIT("escribió"), STR_INIT("escribio"), STR_INIT("escribió lo siguiente"),
	STR_INIT("va escriure"), STR_INIT("ha escrit"), STR_INIT("escribiu"),
	STR_INIT("escreveu"), STR_INIT("idatzi du"),
	STR_INIT("schreef"), STR_INIT("schreef het volgende"), STR_INIT("geschreven"),
	STR_INIT("het geskryf"), STR_INIT("skrev"), STR_INIT("skrev följande"),
	STR_INIT("skrifaði"), STR_INIT("kirjoitti"), STR_INIT("kirjutas"),
	STR_INIT("rašė"), STR_INIT("rakstīja"),
	STR_INIT("napisał"), STR_INIT("napisała"), STR_INIT("napisał(a)"),
	STR_INIT("napisana przez"), STR_INIT("pisze"), STR_INIT("napsal"), STR_INIT("napsala"), STR_INIT("napsal(a)"),
	STR_INIT("píše"), STR_INIT("napísal"), STR_INIT("napísala"),
	STR_INIT("napísal(a)"), STR_INIT("je napisal"), STR_INIT("napisao je"),
	STR_INIT("je napisao"), STR_INIT("napisao/la"), STR_INIT("napisao"),
	STR_INIT("írta"), STR_INIT("a scris"), STR_INIT("a scris următoarele"),
	STR_INIT("yazdı"), STR_INIT("menulis"), STR_INIT("viết"),
	/* Russian, Ukrainian, Bulgarian, Serbian */
	STR_INIT("написал"),
	STR_INIT("написала"),
	STR_INIT("написал(а)"),
	STR_INIT("пишет"), STR_INIT("писал"),
	STR_INIT("пише"),
	STR_INIT("написав"),
	STR_INIT("написали"),
	STR_INIT("написа"),
	STR_INIT("написао"),
	/* Greek, Hebrew, Arabic, Persian */
	STR_INIT("έγραψε"),
	STR_INIT("כתב"), STR_INIT("כתבה"),
	STR_INIT("كتب"), STR_INIT("نوشت"),
	/* Chinese, Japanese, Korean, Thai, Hindi */
	STR_INIT("のメール"), STR_INIT("のメッセージ"), STR_INIT("さんは書きました"),
	STR_INIT("写道"), STR_INIT("寫道"),
	STR_INIT("写到"), STR_INIT("작성"),
	STR_INIT("님이 쓴"),
	STR_INIT("เขียน"),
	STR_INIT("लिखा"),
	{ NULL, 0 },
};

const char *const attribution_forms[] = {
	"Posted by * on *", "Quoting *:", "In message *:", "In article *:", "Zitat von *:",
	"Citando *:", "Citation de *:", "Selon *:", "Citeren *:", "Cytowanie *:", "Цитирую *:",
	NULL,
};
