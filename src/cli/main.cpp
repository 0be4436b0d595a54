// SPDX-License-Identifier: MIT
#include "cli/program.h"

int main(int argc, char** argv) { return squire::cli::run_process(argc, argv); }
