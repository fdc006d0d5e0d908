#ifndef PLUGWALK_WEB_ASSETS_H
#define PLUGWALK_WEB_ASSETS_H

#include <stdbool.h>
#include <stddef.h>

#pragma clang assume_nonnull begin

/* A file in one content coding (RFC 9110, section 8.4.1). */
typedef struct plugwalk_encoding {
  const char *coding; /* "identity" for the file itself, else such as "gzip" */
  const unsigned char *bytes;
  size_t count;
} plugwalk_encoding;

/* One file of the page, in the executable's own memory. */
typedef struct plugwalk_asset {
  const char *path; /* where it is served, such as "/favicon.svg"; of a page with parameters a pattern: "/runs/{id}" */
  const char *type; /* its media type */
  bool is_immutable; /* its path names its content, so it never changes */
  const plugwalk_encoding *encodings; /* the identity first, then smaller ones */
  size_t encoding_count;
} plugwalk_asset;

/* Returns all files, which live as long as the process, and sets their number. A function, as Swift imports no arrays. */
const plugwalk_asset *plugwalk_assets(size_t *count);

#pragma clang assume_nonnull end

#endif
