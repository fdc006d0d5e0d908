#ifndef PLUGWALK_API_DOCUMENT_H
#define PLUGWALK_API_DOCUMENT_H

#include <stddef.h>

#pragma clang assume_nonnull begin

/* Returns docs/api/openapi.json as it was when the program was built, and sets its length. It lives as long as the process. */
const unsigned char *plugwalk_api_document(size_t *count);

#pragma clang assume_nonnull end

#endif
