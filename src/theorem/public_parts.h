/* What the files of the public interface share. */
#ifndef THEOREM_PUBLIC_PARTS_H
#define THEOREM_PUBLIC_PARTS_H

/*
 * Around every call: GSL's error handler, which would end the process, is off while any thread is inside, and the caller's own is
 * back when the last one has left.
 */
void public_enter(void);
void public_leave(void);

#endif
