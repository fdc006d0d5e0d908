#include "text.h"

#include <stdlib.h>
#include <string.h>

bool pwr_str_is_sound(pw_str text) {
  uintptr_t end;
  if (text.ptr == NULL) return text.len == 0;
  return !__builtin_add_overflow((uintptr_t)text.ptr, text.len, &end);
}

static bool is_continuation(char byte) { return ((unsigned char)byte & 0xC0) == 0x80; }

pw_str pwr_str_clip(pw_str text, uint64_t limit) {
  if (!pwr_str_is_sound(text)) return (pw_str){NULL, 0};
  if (text.len <= limit) return text;
  uint64_t end = limit;
  /* A character has at most three continuation bytes; more of them are no UTF-8 and are cut anywhere. */
  for (int back = 0; back < 3 && end > 0 && is_continuation(text.ptr[end]); back++) end--;
  return (pw_str){text.ptr, end};
}

bool pwr_str_equal(pw_str a, pw_str b) { return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0); }

pw_str pwr_str_copy(pw_str text) {
  if (text.len == 0) return (pw_str){NULL, 0};
  char *copy = malloc(text.len);
  if (copy == NULL) return (pw_str){NULL, 0};
  memcpy(copy, text.ptr, text.len);
  return (pw_str){copy, text.len};
}

void pwr_str_free(pw_str *text) {
  free((void *)text->ptr);
  *text = (pw_str){NULL, 0};
}
