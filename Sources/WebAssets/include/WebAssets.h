#ifndef PLUGWALK_WEB_ASSETS_H
#define PLUGWALK_WEB_ASSETS_H

#include <stddef.h>

#pragma clang assume_nonnull begin

/* One file of the web page, in the executable's own memory. */
typedef struct plugwalk_asset {
  const char *path; /* where it is served, such as "/app.js" */
  const char *type; /* its media type */
  const unsigned char *bytes;
  size_t count;
} plugwalk_asset;

/* Returns all files, which live as long as the process, and sets their number. A function, as Swift imports no arrays. */
const plugwalk_asset *plugwalk_assets(size_t *count);

#pragma clang assume_nonnull end

#endif
