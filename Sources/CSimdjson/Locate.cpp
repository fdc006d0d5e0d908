// Where a document broke, after simdjson's first stage said that it did. Slow on purpose: it runs on bad input only.
#include "Parser.hpp"

namespace strictjson {
namespace {

// Length of the valid UTF-8 sequence at the start (RFC 3629, table 3-7 of the Unicode standard), 0 if there is none.
size_t sequence_length(const uint8_t *p, size_t length) {
  uint8_t first = p[0];
  if (first < 0x80) return 1;
  size_t need = first >= 0xC2 && first <= 0xDF   ? 2
                : first >= 0xE0 && first <= 0xEF ? 3
                : first >= 0xF0 && first <= 0xF4 ? 4
                                                 : 0;
  if (need == 0 || length < need) return 0;
  uint8_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  uint8_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (p[1] < low || p[1] > high) return 0;
  for (size_t i = 2; i < need; i++) {
    if ((p[i] & 0xC0) != 0x80) return 0;
  }
  return need;
}

Failure invalid_utf8(const uint8_t *bytes, size_t length) {
  size_t at = 0;
  while (at < length) {
    size_t step = sequence_length(bytes + at, length - at);
    if (step == 0) break;
    at += step;
  }
  return {PW_JSON_INVALID_UTF8, at};
}

// A control character in a string, or the opening quote of the string that never closes.
Failure broken_string(const uint8_t *bytes, size_t length) {
  for (size_t i = 0; i < length; i++) {
    if (bytes[i] != '"') continue;
    size_t quote = i++;
    for (; i < length && bytes[i] != '"'; i++) {
      if (bytes[i] < 0x20) return {PW_JSON_CONTROL_CHARACTER, i};
      if (bytes[i] == '\\') i++;
    }
    if (i >= length) return {PW_JSON_UNCLOSED_STRING, quote};
  }
  return {PW_JSON_UNCLOSED_STRING, length};
}

}  // namespace

Failure locate(simdjson::error_code code, const uint8_t *bytes, size_t length) {
  switch (code) {
    case simdjson::EMPTY:
      return {PW_JSON_EMPTY, length};
    case simdjson::CAPACITY:
      return {PW_JSON_TOO_LARGE, length};
    case simdjson::MEMALLOC:
      return {PW_JSON_OUT_OF_MEMORY, 0};
    case simdjson::UTF8_ERROR:
      return invalid_utf8(bytes, length);
    default:
      return broken_string(bytes, length);
  }
}

}  // namespace strictjson
