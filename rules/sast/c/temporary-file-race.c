// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <stdlib.h>

void scratch(char *pattern) {
    // ruleid: c-temporary-file-race
    char *name = tmpnam(NULL);
    // ok: c-temporary-file-race
    int file = mkstemp(pattern);
}
