void *get(void)
{
	return malloc(1);
}
