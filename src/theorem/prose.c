/* Columns of UTF-8 text: see prose.h. */
#include "theorem/prose.h"

#include <stdbool.h>
#include <string.h>

static bool continues(unsigned char byte) { return (byte & 0xc0) == 0x80; }

/* Overlong forms, surrogates and everything beyond U+10FFFF are refused (Unicode, table 3-7). */
int prose_utf8(const unsigned char *s)
{
    if (s[0] < 0x80)
        return 1;
    if (s[0] < 0xc2 || s[0] > 0xf4 || !continues(s[1]))
        return 0;
    if (s[0] < 0xe0)
        return 2;
    bool extreme = (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f)
                   || (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f);
    if (extreme || !continues(s[2]))
        return 0;
    if (s[0] < 0xf0)
        return 3;
    return continues(s[3]) ? 4 : 0;
}

static size_t columns_of(const char *text, size_t bytes)
{
    size_t columns = 0;
    for (size_t i = 0; i < bytes; i++)
        columns += !continues((unsigned char)text[i]);
    return columns;
}

size_t prose_line(const char *text, size_t columns)
{
    size_t best = strcspn(text, " ");
    for (size_t end = best; text[end];) {
        end += 1 + strcspn(text + end + 1, " ");
        if (columns_of(text, end) > columns)
            break;
        best = end;
    }
    return best;
}

void prose_cell(FILE *to, const char *text, size_t bytes, size_t columns)
{
    size_t used = columns_of(text, bytes);
    fwrite(text, 1, bytes, to);
    fprintf(to, "%*s", used < columns ? (int)(columns - used) : 0, "");
}

void prose_paragraph(FILE *to, const char *text, int indent, size_t columns)
{
    while (*text) {
        size_t bytes = prose_line(text, columns - (size_t)indent);
        fwrite(text, 1, bytes, to);
        text += bytes + strspn(text + bytes, " ");
        fprintf(to, "\n%*s", *text ? indent : 0, "");
    }
}
