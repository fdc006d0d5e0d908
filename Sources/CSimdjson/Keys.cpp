// Duplicate keys. Comparison is by decoded bytes; sorting keeps a hostile object of a million keys at n log n.
#include "Parser.hpp"

#include <algorithm>
#include <cstring>

namespace strictjson {
namespace {

const uint8_t *text(const pw_json_parser &parser, const uint8_t *bytes, const Key &key) {
  return key.decoded_at == SIZE_MAX ? bytes + parser.tokens[key.token].offset : parser.decoded.data() + key.decoded_at;
}

}  // namespace

uint32_t duplicate_of_last(const pw_json_parser &parser, const uint8_t *bytes, uint32_t first) {
  const Key &last = parser.keys.back();
  const uint8_t *name = text(parser, bytes, last);
  for (size_t i = first; i + 1 < parser.keys.size(); i++) {
    const Key &other = parser.keys[i];
    if (other.length == last.length && memcmp(text(parser, bytes, other), name, last.length) == 0) return last.token;
  }
  return UINT32_MAX;
}

uint32_t duplicate_among(pw_json_parser &parser, const uint8_t *bytes, uint32_t first) {
  auto order = [&](const Key &a, const Key &b) {
    if (a.length != b.length) return a.length < b.length;
    int sign = memcmp(text(parser, bytes, a), text(parser, bytes, b), a.length);
    return sign != 0 ? sign < 0 : a.token < b.token;
  };
  std::sort(parser.keys.begin() + first, parser.keys.end(), order);
  uint32_t found = UINT32_MAX;
  for (size_t i = first + 1; i < parser.keys.size(); i++) {
    const Key &a = parser.keys[i - 1], &b = parser.keys[i];
    bool same = a.length == b.length && memcmp(text(parser, bytes, a), text(parser, bytes, b), a.length) == 0;
    if (same) found = std::min(found, b.token);
  }
  return found;
}

}  // namespace strictjson
