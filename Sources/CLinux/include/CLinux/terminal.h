// Text on a terminal. man 3 wcwidth

#pragma once

#include <stdint.h>

#pragma clang assume_nonnull begin

/// Returns how many columns the character takes: 0 for marks and joiners, 2 for wide ones, -1 for what is not printed.
///
/// By the locale of LC_CTYPE, see setlocale: in "C" only ASCII is known.
int32_t linux_character_columns(uint32_t scalar);

#pragma clang assume_nonnull end
