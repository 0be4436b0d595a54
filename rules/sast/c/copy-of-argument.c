// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
    char name[64];
    // ruleid: c-copy-of-argument
    strcpy(name, argv[1]);
    // ruleid: c-copy-of-argument
    sprintf(name, "%s/file", getenv("HOME"));
    // ok: c-copy-of-argument
    snprintf(name, sizeof name, "%s", argv[1]);
    // ok: c-copy-of-argument
    strcpy(name, "fixed");
    return 0;
}

char *below_home(void) {
    char *home = getenv("HOME");
    char *path = malloc(strlen(home) + sizeof "/.config");
    // ok: c-copy-of-argument
    strcpy(path, home);
    return path;
}
