#define _GNU_SOURCE
#include "CLinux/terminal.h"

#include <wchar.h>

int32_t linux_character_columns(uint32_t scalar) { return wcwidth((wchar_t)scalar); }
