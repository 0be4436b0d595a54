// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    char command[256];
    // ruleid: c-command-from-outside
    system(argv[1]);
    // ok: c-command-from-outside
    system("uptime");
    snprintf(command, sizeof command, "ping %s", argv[1]);
    // ruleid: c-command-from-outside
    system(command);
    return 0;
}
