#include <stdio.h>

void reads(void) {
    char line[80];
    // ruleid: c-line-read-without-a-bound
    gets(line);
    // ok: c-line-read-without-a-bound
    fgets(line, sizeof line, stdin);
    // ok: c-line-read-without-a-bound
    puts(line);
}
