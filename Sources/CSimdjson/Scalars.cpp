// What stands between two structural positions: escapes and numbers.
#include "Parser.hpp"

namespace strictjson {
namespace {

int hex_digit(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  uint8_t lower = c | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The code unit of the four digits after "\u", or -1.
int32_t hex4(const uint8_t *digits) {
  int32_t unit = 0;
  for (int i = 0; i < 4; i++) {
    int digit = hex_digit(digits[i]);
    if (digit < 0) return -1;
    unit = unit << 4 | digit;
  }
  return unit;
}

bool is_high(int32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(int32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

uint8_t *put_utf8(uint32_t scalar, uint8_t *out) {
  if (scalar < 0x80) {
    *out++ = uint8_t(scalar);
  } else if (scalar < 0x800) {
    *out++ = uint8_t(0xC0 | scalar >> 6);
    *out++ = uint8_t(0x80 | (scalar & 0x3F));
  } else if (scalar < 0x10000) {
    *out++ = uint8_t(0xE0 | scalar >> 12);
    *out++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
    *out++ = uint8_t(0x80 | (scalar & 0x3F));
  } else {
    *out++ = uint8_t(0xF0 | scalar >> 18);
    *out++ = uint8_t(0x80 | (scalar >> 12 & 0x3F));
    *out++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
    *out++ = uint8_t(0x80 | (scalar & 0x3F));
  }
  return out;
}

uint8_t short_escape(uint8_t c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return 0;
  }
}

size_t digits(const uint8_t *bytes, size_t at, size_t length) {
  while (at < length && bytes[at] >= '0' && bytes[at] <= '9') at++;
  return at;
}

}  // namespace

size_t invalid_escape(const uint8_t *bytes, size_t length) {
  for (size_t i = 0; i < length; i++) {
    if (bytes[i] != '\\') continue;
    size_t backslash = i++;
    if (i < length && bytes[i] == 'u') {
      if (length - i < 5 || hex4(bytes + i + 1) < 0) return backslash;
      i += 4;
    } else if (i == length || short_escape(bytes[i]) == 0) {
      return backslash;
    }
  }
  return SIZE_MAX;
}

// number = [ "-" ] ( "0" / digit1-9 *digit ) [ "." 1*digit ] [ ("e" / "E") [ "+" / "-" ] 1*digit ]
size_t number_length(const uint8_t *bytes, size_t length) {
  size_t at = length > 0 && bytes[0] == '-' ? 1 : 0, start = at;
  at = digits(bytes, at, length);
  if (at == start || (bytes[start] == '0' && at > start + 1)) return 0;
  if (at < length && bytes[at] == '.') {
    size_t fraction = at + 1;
    at = digits(bytes, fraction, length);
    if (at == fraction) return 0;
  }
  if (at < length && (bytes[at] | 0x20) == 'e') {
    at++;
    if (at < length && (bytes[at] == '+' || bytes[at] == '-')) at++;
    size_t exponent = at;
    at = digits(bytes, exponent, length);
    if (at == exponent) return 0;
  }
  return at;
}

}  // namespace strictjson

extern "C" size_t pw_json_unescape(const uint8_t *raw, size_t length, uint8_t *out) {
  using namespace strictjson;
  uint8_t *start = out;
  for (size_t i = 0; i < length;) {
    if (raw[i] != '\\') {
      *out++ = raw[i++];
    } else if (raw[i + 1] != 'u') {
      *out++ = short_escape(raw[i + 1]);
      i += 2;
    } else {
      int32_t unit = hex4(raw + i + 2);
      i += 6;
      bool paired = is_high(unit) && length - i >= 6 && raw[i] == '\\' && raw[i + 1] == 'u' && is_low(hex4(raw + i + 2));
      if (paired) {
        unit = 0x10000 + ((unit - 0xD800) << 10) + (hex4(raw + i + 2) - 0xDC00);
        i += 6;
      } else if (is_high(unit) || is_low(unit)) {
        unit = 0xFFFD;
      }
      out = put_utf8(uint32_t(unit), out);
    }
  }
  return size_t(out - start);
}
