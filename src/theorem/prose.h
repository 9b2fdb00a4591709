/* Setting UTF-8 text in columns: one code point takes one column (there are no wide or combining signs in our texts). */
#ifndef THEOREM_PROSE_H
#define THEOREM_PROSE_H

#include <stddef.h>
#include <stdio.h>

/* The number of bytes of the longest beginning of `text` that ends at a blank and fits `columns` (at least one word). */
size_t prose_line(const char *text, size_t columns);

/* `bytes` bytes of text, filled with blanks up to `columns`. */
void prose_cell(FILE *to, const char *text, size_t bytes, size_t columns);

/* The whole text in lines of at most `columns`; every line but the first begins with `indent` blanks. */
void prose_paragraph(FILE *to, const char *text, int indent, size_t columns);

/* The length of the UTF-8 sequence that begins at s, or 0 if there is no valid one (s is not at its end). */
int prose_utf8(const unsigned char *s);

#endif
