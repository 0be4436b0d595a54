// SPDX-License-Identifier: MIT
#include "scanner/scanner.h"
