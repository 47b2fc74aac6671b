#include "mail/read/bounce/notice.h"

const char *const notice_copies[] = {
	"below this line is a copy*", "this is a copy of*", "original message", "original message:",
	"original message (*", "original message follows*", "*original message follows*",
	"original mail", "original mail *", "original mail:", "message headers follow*",
	"message header follows*", "unsent message*", "returned message*", "returned mail follows*",
	"the header of the original*", "header of the original*", "headers of the original*",
	"included is a copy*", "below is a copy*", "a copy of the*message*", "here is a copy*",
	"enclosed is a copy*", "copy of*message*", "*copy of your message*follows*",
	"undelivered message*", "the text you sent*", "the headers follow*", "full headers follow*",
	"message text follows*", "the first * lines of the*message*", "returned mail:",
	"your message follows*", "*the original message is*attached*",
	NULL,
};

const char *const notice_heads[] = {
	"received:", "return-path:", "dkim-signature:", "message-id:", "x-google-smtp-source:",
	"delivered-to:", "mime-version:", "arc-seal:", "x-google-dkim-signature:",
	"domainkey-signature:", "x-originating-ip:", "content-type:",
	NULL,
};

const char *const notice_failures[] = {
	"could not be delivered", "couldn't be delivered", "cannot be delivered",
	"can not be delivered", "can't be delivered", "not be delivered to", "was not delivered",
	"wasn't delivered", "were not delivered", "not delivered to", "has not been delivered",
	"unable to deliver", "wasn't able to deliver", "was not able to deliver",
	"not able to deliver", "could not deliver", "couldn't deliver", "cannot deliver",
	"can't deliver", "error delivering", "trouble delivering", "problem delivering",
	"delivery failed", "delivery failure", "delivery has failed", "delivery error",
	"delivery to the following", "delivery of your message", "failed to deliver",
	"failed permanently", "fatal errors", "delivery problems", "permanent error",
	"attempting to deliver", "trying to deliver", "did not reach", "could not be reached",
	"couldn't be reached", "undeliverable", "undelivered", "returned to sender",
	"failure notice", "returned mail", "delivery status notification", "non-delivery",
	"nondelivery", "mail system error", "invalid final delivery", "failure reasons",
	"may not exist", "has been failed", "error sending your mail", "transcript of session",
	"message to the following", "was rejected by a remote",
	"konnte nicht zugestellt werden", "nicht zugestellt", "unzustellbar",
	"n'a pas pu être", "n'a pu être remis", "non remis", "échec de la remise",
	"non è stato possibile recapitare", "mancato recapito", "no se pudo entregar",
	"no se ha podido entregar", "no ha podido ser entregado", "não pôde ser entregue",
	"não foi possível entregar", "kon niet worden bezorgd", "niet worden afgeleverd",
	"kunde inte levereras", "kunne ikke leveres", "ei voitu toimittaa",
	"nie może zostać dostarczona", "nie została dostarczona", "nelze doručit",
	"не может быть доставлено", "не доставлено", "не удалось доставить",
	"送信できませんでした", "送信に失敗", "配信できません", "配送できません", "届けられません",
	"无法送达", "無法傳遞", "无法投递", "退信", "배달되지", "전송되지",
	NULL,
};

const char *const notice_delays[] = {
	"has been delayed", "delivery is delayed", "delivery delayed", "is delayed",
	"not yet been delivered", "still being retried", "will be retried", "warning message only",
	"do not need to resend", "will keep trying", "will continue to try", "could not send for",
	"no action is required on your part", "message delayed", "delivery attempts will continue",
	"wird weiterhin versucht", "verzögert", "retardée", "sera retentée", "demorado",
	"will retry",
	NULL,
};

const char *const notice_subjects[] = {
	"undeliver", "undelivered", "delivery fail", "delivery status", "delivery notification",
	"delivery report", "delivery error", "delivery problem", "failure notice", "failed delivery",
	"failed mail", "mail delivery", "mail could not", "mail system error", "message delivery",
	"mail failure", "mail undeliver", "non delivery", "non-delivery", "nondeliver",
	"returned mail", "returned to sender", "returning message", "message undeliver",
	"there was an error sending", "could not send", "warning: could not send",
	"unzustellbar", "nicht zustellbar", "unable to deliver", "message could not",
	"your message could not", "email not delivered", "message not delivered", "mail returned",
	"non remis", "échec", "no se puede entregar", "non recapitabile", "onbestelbaar",
	NULL,
};
