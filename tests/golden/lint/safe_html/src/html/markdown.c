struct safe_html some(struct str s)
{
	return (struct safe_html){ s };
}
