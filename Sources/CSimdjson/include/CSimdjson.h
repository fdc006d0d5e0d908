// Strict JSON over caller-owned bytes: one call turns one document into a flat array of tokens.
//
// simdjson's first stage (vectorised, chosen for the CPU at run time) checks UTF-8 and finds every structural
// character; the grammar of RFC 8259 is then walked here, over those positions only. Numbers stay raw tokens, so
// integers beyond 64 bits and 1e400 survive byte for byte. Duplicate keys are refused.
//
// No padding: only simdjson's second stage reads past the end of its input, and it never runs. The first stage copies
// its last block, so the bytes may end at a page boundary.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma clang assume_nonnull begin

enum pw_json_kind {
  PW_JSON_OBJECT = 0,
  PW_JSON_OBJECT_END = 1,
  PW_JSON_ARRAY = 2,
  PW_JSON_ARRAY_END = 3,
  PW_JSON_KEY = 4,
  PW_JSON_STRING = 5,
  PW_JSON_NUMBER = 6,
  PW_JSON_TRUE = 7,
  PW_JSON_FALSE = 8,
  PW_JSON_NULL = 9,
};

// What was wrong; the offset beside it is where.
enum pw_json_error {
  PW_JSON_OK = 0,
  PW_JSON_EMPTY = 1,  // nothing but white space
  PW_JSON_TOO_LARGE = 2,  // more bytes than pw_json_max_length
  PW_JSON_INVALID_UTF8 = 3,  // at the first byte that begins no valid sequence
  PW_JSON_UNCLOSED_STRING = 4,  // at its opening quote
  PW_JSON_CONTROL_CHARACTER = 5,  // a byte below 0x20 inside a string
  PW_JSON_INVALID_ESCAPE = 6,  // at the backslash
  PW_JSON_EXPECTED_VALUE = 7,
  PW_JSON_EXPECTED_KEY = 8,
  PW_JSON_EXPECTED_COLON = 9,
  PW_JSON_EXPECTED_OBJECT_COMMA = 10,  // neither ',' nor '}' after a member
  PW_JSON_EXPECTED_ARRAY_COMMA = 11,  // neither ',' nor ']' after an element
  PW_JSON_INVALID_NUMBER = 12,  // at its first byte
  PW_JSON_DUPLICATE_KEY = 13,  // at the later key; "a" and "\u0061" are the same key
  PW_JSON_TOO_DEEP = 14,  // at the bracket that goes beyond max_depth
  PW_JSON_UNCLOSED_CONTAINER = 15,  // the document ends inside an object or array
  PW_JSON_TRAILING_CONTENT = 16,  // something follows the one value
  PW_JSON_OUT_OF_MEMORY = 17,
};

// 16 bytes. Tokens stand in document order; a key is followed by its value.
typedef struct pw_json_token {
  uint32_t offset;  // of the first byte; for keys and strings the byte after the opening quote
  uint32_t length;  // bytes; for keys and strings without the quotes, for an object or array the whole of it
  uint32_t next;  // index of the token after this value (for a container: past its end token)
  uint8_t kind;  // enum pw_json_kind
  uint8_t escaped;  // 1 if a key or string holds a backslash
  uint16_t depth;  // containers around the token
} pw_json_token;

typedef struct pw_json_tape {
  const pw_json_token *_Nullable tokens;  // borrowed until the parser's next call
  size_t count;  // 0 on error
  size_t error_offset;  // byte offset; meaningful on error only
  int error;  // enum pw_json_error
} pw_json_tape;

typedef struct pw_json_parser pw_json_parser;

// Longest document in bytes: offsets have 32 bits, and simdjson takes no more.
extern const size_t pw_json_max_length;

// A parser owns its growing buffers and reuses them; it belongs to one thread at a time. NULL without memory.
pw_json_parser *_Nullable pw_json_parser_create(void);
void pw_json_parser_destroy(pw_json_parser *_Nullable parser);

// Parses `length` bytes, which the parser reads during the call only. Containers may nest up to `max_depth`.
pw_json_tape pw_json_parse(pw_json_parser *parser, const uint8_t *bytes, size_t length, uint16_t max_depth);

// A buffer of the parser's own, at least `length` bytes, for documents that must live as long as their tape.
// Borrowed until the next call with a larger length. NULL without memory.
uint8_t *_Nullable pw_json_buffer(pw_json_parser *parser, size_t length);

// Decodes the escapes of a key or string token that a parse accepted. `out` has room for `length` bytes (a decoded
// string is never longer). A surrogate without its partner becomes U+FFFD. Returns the number of bytes written.
size_t pw_json_unescape(const uint8_t *raw, size_t length, uint8_t *out);

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif
