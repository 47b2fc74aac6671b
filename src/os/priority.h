/*
 * priority.h - threads whose work can wait
 */
#pragma once

/*
 * From now on the calling thread gets the processor when no other wants it, and about a
 * tenth of it when others do. For work that nobody waits for; not for a thread that holds
 * a lock which the others need. Where the system refuses, nothing changes.
 */
void thread_yield_to_others(void);
