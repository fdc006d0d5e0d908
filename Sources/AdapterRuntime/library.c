#include "library.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>

#include "plugwalk/limits.h"
#include "text.h"

/* No table of any minor version comes near this; a larger size is a wild pointer. */
#define LARGEST_TABLE (64u << 10)

static bool refuse(char *why, size_t why_size, const char *words) {
  snprintf(why, why_size, "%s", words);
  return false;
}

static pw_str without_trailing_nul(pw_str text) {
  while (text.len > 0 && text.ptr[text.len - 1] == '\0') text.len--;
  return text;
}

static bool check_head(const pw_adapter *table, char *why, size_t why_size) {
  if (table == NULL) return refuse(why, why_size, "plugwalk_adapter_v1() returned NULL instead of a table");
  if ((uintptr_t)table % _Alignof(pw_adapter) != 0)
    return refuse(why, why_size, "plugwalk_adapter_v1() returned a misaligned pointer");
  if (table->size < sizeof(pw_adapter) || table->size > LARGEST_TABLE) {
    snprintf(why, why_size, "pw_adapter.size is %u, expected sizeof(pw_adapter), at least %zu", table->size,
             sizeof(pw_adapter));
    return false;
  }
  if (table->abi_major != PW_ABI_MAJOR || table->abi_minor_needed > PW_ABI_MINOR) {
    snprintf(why, why_size, "the adapter needs ABI %u.%u, this host offers %u.%u", table->abi_major, table->abi_minor_needed,
             PW_ABI_MAJOR, PW_ABI_MINOR);
    return false;
  }
  return true;
}

static bool check_functions(const pw_adapter *table, char *why, size_t why_size) {
  if (table->create == NULL) return refuse(why, why_size, "pw_adapter.create is NULL, it is required");
  if (table->run == NULL) return refuse(why, why_size, "pw_adapter.run is NULL, it is required");
  if (table->destroy == NULL) return refuse(why, why_size, "pw_adapter.destroy is NULL, it is required");
  return true;
}

bool pwr_table_check(const pw_adapter *table, pw_str manifest, char *why, size_t why_size) {
  if (!check_head(table, why, why_size) || !check_functions(table, why, why_size)) return false;
  if (!pwr_str_is_sound(table->manifest) || table->manifest.len == 0)
    return refuse(why, why_size, "pw_adapter.manifest is empty, it must be the bytes of the section .plugwalk");
  if (table->manifest.len > PW_MAX_MANIFEST) return refuse(why, why_size, "pw_adapter.manifest is longer than PW_MAX_MANIFEST");
  if (!pwr_str_equal(without_trailing_nul(table->manifest), without_trailing_nul(manifest)))
    return refuse(why, why_size, "manifest-mismatch: pw_adapter.manifest differs from the file's section .plugwalk");
  return true;
}

const pw_adapter *pwr_library_load(const char *path, pw_str manifest, char *why, size_t why_size) {
  void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (handle == NULL) {
    snprintf(why, why_size, "cannot be loaded: %s", dlerror());
    return NULL;
  }
  const pw_adapter *(*entry)(void) = NULL;
  *(void **)&entry = dlsym(handle, "plugwalk_adapter_v1");
  if (entry == NULL) {
    snprintf(why, why_size, "exports no function plugwalk_adapter_v1");
    return NULL;
  }
  const pw_adapter *table = entry();
  return pwr_table_check(table, manifest, why, why_size) ? table : NULL;
}
