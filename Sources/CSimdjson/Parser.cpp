// Making and freeing parsers.
#include "Parser.hpp"

#include <new>

extern "C" {

const size_t pw_json_max_length = simdjson::SIMDJSON_MAXSIZE_BYTES;

pw_json_parser *pw_json_parser_create(void) { return new (std::nothrow) pw_json_parser; }

void pw_json_parser_destroy(pw_json_parser *parser) { delete parser; }

uint8_t *pw_json_buffer(pw_json_parser *parser, size_t length) {
  if (parser->buffer.size() < length) parser->buffer.resize(length);
  return parser->buffer.data();
}
}
