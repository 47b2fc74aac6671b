#include "os/priority.h"

#include <sys/resource.h>

enum { NICE = 10 };

/* Linux keeps this by thread (setpriority(2), C library/kernel differences). */
void thread_yield_to_others(void)
{
	(void)setpriority(PRIO_PROCESS, 0, NICE);
}
