#include "domain/search/words/stopwords.h"

#include <stdlib.h>

/* Function words, and what people write around a question. Sorted by bytes. */
static const struct str english[] = {
	STR_INIT("a"), STR_INIT("about"), STR_INIT("after"), STR_INIT("all"), STR_INIT("also"),
	STR_INIT("am"), STR_INIT("an"), STR_INIT("and"), STR_INIT("any"), STR_INIT("anyone"),
	STR_INIT("are"), STR_INIT("arent"), STR_INIT("as"), STR_INIT("at"), STR_INIT("be"),
	STR_INIT("been"), STR_INIT("being"), STR_INIT("both"), STR_INIT("but"), STR_INIT("by"),
	STR_INIT("can"), STR_INIT("could"), STR_INIT("did"), STR_INIT("do"), STR_INIT("does"),
	STR_INIT("doing"), STR_INIT("each"), STR_INIT("for"), STR_INIT("from"), STR_INIT("further"),
	STR_INIT("had"), STR_INIT("has"), STR_INIT("have"), STR_INIT("having"), STR_INIT("he"),
	STR_INIT("hello"), STR_INIT("help"), STR_INIT("her"), STR_INIT("hers"), STR_INIT("hi"),
	STR_INIT("him"), STR_INIT("his"), STR_INIT("how"), STR_INIT("i"), STR_INIT("if"),
	STR_INIT("im"), STR_INIT("in"), STR_INIT("into"), STR_INIT("is"), STR_INIT("it"),
	STR_INIT("its"), STR_INIT("ive"), STR_INIT("just"), STR_INIT("may"), STR_INIT("me"),
	STR_INIT("might"), STR_INIT("more"), STR_INIT("most"), STR_INIT("must"), STR_INIT("my"),
	STR_INIT("of"), STR_INIT("on"), STR_INIT("once"), STR_INIT("only"), STR_INIT("or"),
	STR_INIT("other"), STR_INIT("our"), STR_INIT("ours"), STR_INIT("out"), STR_INIT("please"),
	STR_INIT("shall"), STR_INIT("she"), STR_INIT("should"), STR_INIT("so"), STR_INIT("some"),
	STR_INIT("such"), STR_INIT("than"), STR_INIT("thanks"), STR_INIT("that"), STR_INIT("the"),
	STR_INIT("their"), STR_INIT("theirs"), STR_INIT("them"), STR_INIT("then"),
	STR_INIT("there"), STR_INIT("these"), STR_INIT("they"), STR_INIT("this"),
	STR_INIT("those"), STR_INIT("through"), STR_INIT("to"), STR_INIT("too"), STR_INIT("upon"),
	STR_INIT("us"), STR_INIT("very"), STR_INIT("was"), STR_INIT("we"), STR_INIT("were"),
	STR_INIT("what"), STR_INIT("when"), STR_INIT("where"), STR_INIT("which"),
	STR_INIT("while"), STR_INIT("who"), STR_INIT("whom"), STR_INIT("why"), STR_INIT("will"),
	STR_INIT("with"), STR_INIT("would"), STR_INIT("you"), STR_INIT("your"), STR_INIT("yours"),
};

static const struct str german[] = {
	STR_INIT("aber"), STR_INIT("als"), STR_INIT("am"), STR_INIT("an"), STR_INIT("auch"),
	STR_INIT("auf"), STR_INIT("aus"), STR_INIT("bei"), STR_INIT("beim"), STR_INIT("bin"),
	STR_INIT("bitte"), STR_INIT("da"), STR_INIT("das"), STR_INIT("dass"), STR_INIT("dem"),
	STR_INIT("den"), STR_INIT("der"), STR_INIT("des"), STR_INIT("die"), STR_INIT("dies"),
	STR_INIT("diese"), STR_INIT("dieser"), STR_INIT("du"), STR_INIT("durch"), STR_INIT("ein"),
	STR_INIT("eine"), STR_INIT("einem"), STR_INIT("einen"), STR_INIT("einer"),
	STR_INIT("eines"), STR_INIT("er"), STR_INIT("es"), STR_INIT("fur"), STR_INIT("hat"),
	STR_INIT("ich"), STR_INIT("ihr"), STR_INIT("im"), STR_INIT("in"), STR_INIT("ist"),
	STR_INIT("kann"), STR_INIT("man"), STR_INIT("mein"), STR_INIT("meine"), STR_INIT("mit"),
	STR_INIT("nach"), STR_INIT("noch"), STR_INIT("nur"), STR_INIT("oder"), STR_INIT("sich"),
	STR_INIT("sie"), STR_INIT("sind"), STR_INIT("so"), STR_INIT("uber"), STR_INIT("um"),
	STR_INIT("und"), STR_INIT("uns"), STR_INIT("unser"), STR_INIT("vom"), STR_INIT("von"),
	STR_INIT("vor"), STR_INIT("war"), STR_INIT("warum"), STR_INIT("was"), STR_INIT("wenn"),
	STR_INIT("werden"), STR_INIT("wie"), STR_INIT("wir"), STR_INIT("wird"), STR_INIT("wo"),
	STR_INIT("zu"), STR_INIT("zum"), STR_INIT("zur"),
};

static int compare(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

bool is_stopword(struct str folded, struct str language)
{
	size_t size = sizeof folded;
	if (str_eq(language, STR("en")))
		return bsearch(&folded, english, sizeof english / size, size, compare) != NULL;
	if (str_eq(language, STR("de")))
		return bsearch(&folded, german, sizeof german / size, size, compare) != NULL;
	return false;
}
