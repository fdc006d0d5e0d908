// The parser's own parts: the reused buffers and the walk over simdjson's structural positions.
#pragma once

#include "include/CSimdjson.h"

#include <simdjson.h>

#include <memory>
#include <vector>

namespace strictjson {

// A key as compared for duplicates: its decoded bytes, either in the document or in `Parser::decoded`.
struct Key {
  uint32_t token;
  uint32_t length;
  size_t decoded_at;  // SIZE_MAX: the document's own bytes
};

// An open object or array.
struct Frame {
  uint32_t token;
  uint32_t first_key;  // index into Parser::keys of this object's keys
  bool is_object;
};

struct Failure {
  int error;
  size_t offset;
};

}  // namespace strictjson

struct pw_json_parser {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> stage1;
  std::vector<pw_json_token> tokens;
  std::vector<strictjson::Frame> frames;
  std::vector<strictjson::Key> keys;
  std::vector<uint8_t> decoded;
  std::vector<uint8_t> buffer;
};

namespace strictjson {

// Finds where stage 1's complaint lies; stage 1 itself only says that there is one.
Failure locate(simdjson::error_code code, const uint8_t *bytes, size_t length);

// Offset of the first backslash that starts no valid escape, or SIZE_MAX.
size_t invalid_escape(const uint8_t *bytes, size_t length);

// Length of the longest number of RFC 8259 at the start, 0 if there is none.
size_t number_length(const uint8_t *bytes, size_t length);

// Checks the keys from `first` on; returns the token of the later of two equal keys, or UINT32_MAX.
uint32_t duplicate_of_last(const pw_json_parser &parser, const uint8_t *bytes, uint32_t first);
uint32_t duplicate_among(pw_json_parser &parser, const uint8_t *bytes, uint32_t first);

// Objects up to this size compare each new key with those before it; larger ones sort theirs once at the end.
constexpr uint32_t kLinearKeys = 16;

}  // namespace strictjson
