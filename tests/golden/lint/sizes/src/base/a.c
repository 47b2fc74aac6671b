struct point { int x, y; };
static const int table[] = { 1, 2, 3 };
#define EACH(x) for (int x = 0; x < 1; x++) { if (x) { while (x) { } } }

int six(int a, int b, int c, int d, int e, int f)
{
	return a + b + c + d + e + f;
}

int seven(int a, int b, void (*c)(int, int), int d, int e, int f, int g)
{
	return a;
}

int flat(int a)
{
	if (a == 1)
		return 1;
	else if (a == 2)
		return 2;
	else if (a == 3)
		return 3;
	else if (a == 4)
		return 4;
	else if (a == 5)
		return (struct point){ a, 1 }.x;
	for (;;)
		do {
			switch (a) {
			case 1:
				return 1;
			}
		} while (a);
}

int deep(int a)
{
	for (int i = 0; i < a; i++)
		while (i)
			if (a) {
				if (i)
					a--;
			}
	return a;
}

int deeper(int a)
{
	if (a) {
		if (a) {
			if (a) {
				if (a) {
					if (a)
						return 1;
				}
			}
		}
	}
	return 0;
}

int long_one(void)
{
	(void)1;
	(void)2;
	(void)3;
	(void)4;
	(void)5;
	(void)6;
	(void)7;
	(void)8;
	(void)9;
	(void)10;
	(void)11;
	(void)12;
	(void)13;
	(void)14;
	(void)15;
	(void)16;
	(void)17;
	(void)18;
	(void)19;
	(void)20;
	(void)21;
	(void)22;
	(void)23;
	(void)24;
	(void)25;
	(void)26;
	(void)27;
	(void)28;
	(void)29;
	(void)30;
	(void)31;
	(void)32;
	(void)33;
	(void)34;
	(void)35;
	(void)36;
	(void)37;
	(void)38;
	(void)39;
	(void)40;
	(void)41;
	(void)42;
	(void)43;
	(void)44;
	(void)45;
	(void)46;
	(void)47;
	(void)48;
	(void)49;
	(void)50;
	(void)51;
	(void)52;
	(void)53;
	(void)54;
	(void)55;
	return 0;
}

int too_long(void)
{
	(void)1;
	(void)2;
	(void)3;
	(void)4;
	(void)5;
	(void)6;
	(void)7;
	(void)8;
	(void)9;
	(void)10;
	(void)11;
	(void)12;
	(void)13;
	(void)14;
	(void)15;
	(void)16;
	(void)17;
	(void)18;
	(void)19;
	(void)20;
	(void)21;
	(void)22;
	(void)23;
	(void)24;
	(void)25;
	(void)26;
	(void)27;
	(void)28;
	(void)29;
	(void)30;
	(void)31;
	(void)32;
	(void)33;
	(void)34;
	(void)35;
	(void)36;
	(void)37;
	(void)38;
	(void)39;
	(void)40;
	(void)41;
	(void)42;
	(void)43;
	(void)44;
	(void)45;
	(void)46;
	(void)47;
	(void)48;
	(void)49;
	(void)50;
	(void)51;
	(void)52;
	(void)53;
	(void)54;
	(void)55;
	(void)56;
	(void)57;
	(void)58;
	(void)59;
	(void)60;
	(void)61;
	(void)62;
	(void)63;
	(void)64;
	(void)65;
	(void)66;
	(void)67;
	(void)68;
	(void)69;
	(void)70;
	(void)71;
	(void)72;
	(void)73;
	(void)74;
	(void)75;
	(void)76;
	(void)77;
	(void)78;
	(void)79;
	(void)80;
	return 0;
}
