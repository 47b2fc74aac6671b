struct safe_html none(void)
{
	struct safe_html empty = { 0 };
	return empty;
}

struct safe_html some(struct str s)
{
	struct safe_html markup = { s };
	return (struct safe_html){ markup.markup };
}
