#define GET(n) malloc(n)
/* malloc(1) */
static const char *text = "free(x) \" system(1)";
static struct driver d = { .free = 0 };

int run(struct thing *t)
{
	d.free(t);
	t->exit(1);
	char *copy = strdup("x");
	if (system("ls") == 0)
		goto out;
	printf("%s", copy);
out:
	sleep (1);
	return atoi(copy);
}
