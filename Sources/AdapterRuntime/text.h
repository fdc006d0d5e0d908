/* Strings as adapters hand them over: hostile until looked at. */
#ifndef PWR_TEXT_H
#define PWR_TEXT_H

#include <stdbool.h>

#include "plugwalk/types.h"

/* False for a NULL pointer with a length, and for a string that would end beyond the address space. */
bool pwr_str_is_sound(pw_str text);

/* `text`, or an empty string when it is not sound, cut to at most `limit` bytes and never within a UTF-8 character. */
pw_str pwr_str_clip(pw_str text, uint64_t limit);

bool pwr_str_equal(pw_str a, pw_str b);

/* A copy to be freed with free(). An empty string, also when memory is out, has a NULL pointer. */
pw_str pwr_str_copy(pw_str text);

void pwr_str_free(pw_str *text);

#endif
