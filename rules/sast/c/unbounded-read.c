#include <stdio.h>

void reads(void) {
    char line[80];
    // ruleid: c-unbounded-read
    gets(line);
    // ok: c-unbounded-read
    fgets(line, sizeof line, stdin);
    // ok: c-unbounded-read
    puts(line);
}
