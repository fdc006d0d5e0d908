// The grammar of RFC 8259 over simdjson's structural positions.
#include "Parser.hpp"

#include <cstring>

namespace strictjson {
namespace {

bool is_space(uint8_t c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

class Walk {
 public:
  Walk(pw_json_parser &parser, const uint8_t *bytes, size_t length, uint16_t max_depth)
      : parser_(parser),
        bytes_(bytes),
        length_(length),
        max_depth_(max_depth),
        at_(parser.stage1->structural_indexes.get()),
        end_(at_ + parser.stage1->n_structural_indexes) {}

  // Values follow one another without recursion, so that depth costs no stack.
  bool run() {
    for (;;) {
      if (!value()) return false;
      if (opened_) continue;
      while (!parser_.frames.empty() && !after_member()) {
        if (failed_) return false;
      }
      if (parser_.frames.empty()) return at_ == end_ || fail(PW_JSON_TRAILING_CONTENT, *at_);
    }
  }

  Failure failure{PW_JSON_OK, 0};

 private:
  pw_json_parser &parser_;
  const uint8_t *bytes_;
  size_t length_;
  uint16_t max_depth_;
  const uint32_t *at_;
  const uint32_t *end_;
  bool opened_ = false;  // the last value opened a container that has members
  bool failed_ = false;

  bool fail(int error, size_t offset) {
    failure = {error, offset};
    failed_ = true;
    return false;
  }

  // End of the scalar at *at_: the next structural position, less the white space before it.
  size_t scalar_end() const {
    size_t end = at_ + 1 < end_ ? at_[1] : length_;
    while (is_space(bytes_[end - 1])) end--;
    return end;
  }

  bool push(uint8_t kind, size_t offset, size_t length, uint8_t escaped = 0) {
    uint32_t next = uint32_t(parser_.tokens.size() + 1);
    parser_.tokens.push_back({uint32_t(offset), uint32_t(length), next, kind, escaped, uint16_t(parser_.frames.size())});
    return true;
  }

  bool value() {
    opened_ = false;
    if (at_ == end_) return fail(parser_.frames.empty() ? PW_JSON_EMPTY : PW_JSON_UNCLOSED_CONTAINER, length_);
    switch (bytes_[*at_]) {
      case '{':
        return open(PW_JSON_OBJECT);
      case '[':
        return open(PW_JSON_ARRAY);
      case '"':
        return string(PW_JSON_STRING);
      case 't':
        return literal("true", PW_JSON_TRUE);
      case 'f':
        return literal("false", PW_JSON_FALSE);
      case 'n':
        return literal("null", PW_JSON_NULL);
      default:
        return number();
    }
  }

  bool open(uint8_t kind) {
    if (parser_.frames.size() >= max_depth_) return fail(PW_JSON_TOO_DEEP, *at_);
    bool is_object = kind == PW_JSON_OBJECT;
    push(kind, *at_, 0);
    parser_.frames.push_back({uint32_t(parser_.tokens.size() - 1), uint32_t(parser_.keys.size()), is_object});
    at_++;
    if (at_ != end_ && bytes_[*at_] == (is_object ? '}' : ']')) return close();
    opened_ = true;
    return !is_object || key();
  }

  bool close() {
    Frame frame = parser_.frames.back();
    if (frame.is_object && parser_.keys.size() - frame.first_key > kLinearKeys) {
      uint32_t twice = duplicate_among(parser_, bytes_, frame.first_key);
      if (twice != UINT32_MAX) return fail(PW_JSON_DUPLICATE_KEY, parser_.tokens[twice].offset - 1);
    }
    parser_.keys.resize(frame.first_key);
    parser_.frames.pop_back();
    push(frame.is_object ? PW_JSON_OBJECT_END : PW_JSON_ARRAY_END, *at_, 1);
    pw_json_token &start = parser_.tokens[frame.token];
    start.length = *at_ + 1 - start.offset;
    start.next = uint32_t(parser_.tokens.size());
    at_++;
    return true;
  }

  // Takes what follows a complete value. True: another value comes next. False: a container ended, or it failed.
  bool after_member() {
    bool is_object = parser_.frames.back().is_object;
    if (at_ == end_) return fail(PW_JSON_UNCLOSED_CONTAINER, length_);
    uint8_t c = bytes_[*at_];
    if (c == (is_object ? '}' : ']')) {
      close();
      return false;
    }
    if (c != ',') return fail(is_object ? PW_JSON_EXPECTED_OBJECT_COMMA : PW_JSON_EXPECTED_ARRAY_COMMA, *at_);
    at_++;
    return !is_object || key();
  }

  bool key() {
    if (at_ == end_) return fail(PW_JSON_UNCLOSED_CONTAINER, length_);
    if (bytes_[*at_] != '"') return fail(PW_JSON_EXPECTED_KEY, *at_);
    if (!string(PW_JSON_KEY) || !remember_key()) return false;
    if (at_ == end_) return fail(PW_JSON_UNCLOSED_CONTAINER, length_);
    if (bytes_[*at_] != ':') return fail(PW_JSON_EXPECTED_COLON, *at_);
    at_++;
    return true;
  }

  bool remember_key() {
    const pw_json_token &token = parser_.tokens.back();
    Key key{uint32_t(parser_.tokens.size() - 1), token.length, SIZE_MAX};
    if (token.escaped) {
      key.decoded_at = parser_.decoded.size();
      parser_.decoded.resize(key.decoded_at + token.length);
      key.length = uint32_t(pw_json_unescape(bytes_ + token.offset, token.length, parser_.decoded.data() + key.decoded_at));
    }
    parser_.keys.push_back(key);
    uint32_t first = parser_.frames.back().first_key;
    if (parser_.keys.size() - first > kLinearKeys || duplicate_of_last(parser_, bytes_, first) == UINT32_MAX) return true;
    return fail(PW_JSON_DUPLICATE_KEY, token.offset - 1);
  }

  bool string(uint8_t kind) {
    size_t start = *at_ + 1, end = scalar_end() - 1;
    bool escaped = memchr(bytes_ + start, '\\', end - start) != nullptr;
    if (escaped) {
      size_t bad = invalid_escape(bytes_ + start, end - start);
      if (bad != SIZE_MAX) return fail(PW_JSON_INVALID_ESCAPE, start + bad);
    }
    at_++;
    return push(kind, start, end - start, escaped);
  }

  bool literal(const char *word, uint8_t kind) {
    size_t length = strlen(word), start = *at_;
    if (scalar_end() - start != length || memcmp(bytes_ + start, word, length) != 0) return fail(PW_JSON_EXPECTED_VALUE, start);
    at_++;
    return push(kind, start, length);
  }

  bool number() {
    size_t start = *at_, length = scalar_end() - start;
    uint8_t first = bytes_[start];
    if (first != '-' && (first < '0' || first > '9')) return fail(PW_JSON_EXPECTED_VALUE, start);
    if (number_length(bytes_ + start, length) != length) return fail(PW_JSON_INVALID_NUMBER, start);
    at_++;
    return push(PW_JSON_NUMBER, start, length);
  }
};

void reset(pw_json_parser &parser) {
  parser.tokens.clear();
  parser.frames.clear();
  parser.keys.clear();
  parser.decoded.clear();
}

// Stage 1 keeps four bytes of index per byte of its largest document. A document far smaller than that gives it back.
simdjson::error_code make_room(pw_json_parser &parser, size_t length) {
  constexpr size_t kept = size_t(1) << 20;
  size_t capacity = std::max(size_t(4096), length);
  if (!parser.stage1) {
    return simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, parser.stage1);
  }
  size_t has = parser.stage1->capacity();
  if (has >= length && (has <= kept || length > kept)) return simdjson::SUCCESS;
  return parser.stage1->set_capacity(std::max(capacity, std::min(kept, has * 2)));
}

}  // namespace
}  // namespace strictjson

extern "C" pw_json_tape pw_json_parse(pw_json_parser *parser, const uint8_t *bytes, size_t length, uint16_t max_depth) {
  using namespace strictjson;
  reset(*parser);
  if (length == 0) return {nullptr, 0, 0, PW_JSON_EMPTY};
  if (length > pw_json_max_length) return {nullptr, 0, pw_json_max_length, PW_JSON_TOO_LARGE};
  if (make_room(*parser, length) != simdjson::SUCCESS) return {nullptr, 0, 0, PW_JSON_OUT_OF_MEMORY};
  simdjson::error_code code = parser->stage1->stage1(bytes, length, simdjson::stage1_mode::regular);
  if (code != simdjson::SUCCESS) {
    Failure failure = locate(code, bytes, length);
    return {nullptr, 0, failure.offset, failure.error};
  }
  parser->tokens.reserve(parser->stage1->n_structural_indexes + 1);
  Walk walk(*parser, bytes, length, max_depth);
  if (!walk.run()) return {nullptr, 0, walk.failure.offset, walk.failure.error};
  return {parser->tokens.data(), parser->tokens.size(), 0, PW_JSON_OK};
}
