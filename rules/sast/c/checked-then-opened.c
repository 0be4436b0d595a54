// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <unistd.h>

void load(const char *path) {
    FILE *file;
    // ruleid: c-checked-then-opened
    if (access(path, W_OK) == 0) {
        file = fopen(path, "w");
    }
    // ok: c-checked-then-opened
    file = fopen(path, "r");
}
