#include "APIDocument.h"

static const unsigned char document[] = {
#embed "../../docs/api/openapi.json"
};

const unsigned char *plugwalk_api_document(size_t *count) {
  *count = sizeof document;
  return document;
}
