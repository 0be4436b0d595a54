// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    char line[256];
    // ruleid: c-format-string
    printf(argv[1]);
    // ok: c-format-string
    printf("%s\n", argv[1]);
    fgets(line, sizeof line, stdin);
    // ruleid: c-format-string
    fprintf(stderr, line);
    // ok: c-format-string
    fputs(line, stderr);
    return 0;
}
