import fc from 'fast-check'
import { expect, test } from 'vitest'
import { visible, visibleLine } from './visible'

test.each([
  ['plain text stays', 'npm test -- cart.spec', 'npm test -- cart.spec'],
  ['text of any language stays', 'מחיר 价格 ✅ 👩‍💻', 'מחיר 价格 ✅ 👩‍💻'],
  ['colours of terminals go', '\x1b[31mred\x1b[0m and \x1b[1;38;5;12mblue\x1b[m', 'red and blue'],
  ['titles of terminal windows go', '\x1b]0;pwned\x07after', 'after'],
  ['links of terminals leave their text', '\x1b]8;;https://e.example\x1b\\here\x1b]8;;\x1b\\', 'here'],
  ['the cursor is not moved', 'a\x1b[2Kb\x1b[10;10Hc', 'abc'],
  ['the eight-bit forms go too', '\x9b31mred\x9b0m', 'red'],
  ['an escape that is cut off is seen', 'cut\x1b[3', 'cut␛[3'],
  ['bells and backspaces are seen', 'a\x07b\x08c\x7f', 'a␇b␈c␡'],
  ['a return that hides a line is seen', 'rm -rf /\rls', 'rm -rf /␍ls'],
  ['line ends of Windows are line ends', 'a\r\nb', 'a\nb'],
  ['an override of direction is seen', 'abc\u202Etxt.exe', 'abc‹U+202E›txt.exe'],
  ['isolates are seen', '\u2066a\u2069', '‹U+2066›a‹U+2069›'],
  ['characters without a width are seen', 'pass\u200Bword\uFEFF', 'pass‹U+200B›word‹U+FEFF›'],
  ['hidden tags are seen', 'a\u{E0041}', 'a‹U+E0041›'],
])('%s', (_, text, expected) => {
  expect(visible(text)).toBe(expected)
})

test('a line stays one line', () => {
  expect(visibleLine('  first\n\n\tsecond\tpart ')).toBe('first ⏎ second part')
})

const wild = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\x1b', '[', ']', '\x07', '\x9b', '\u202e', '\u2066', '\u200b', 'm', '3', '\r', '\n'),
    fc.string({ unit: 'binary' }),
  ),
})

test('whatever the text, nothing in it is obeyed', () => {
  fc.assert(
    fc.property(wild, (text) => {
      expect(visible(text)).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u200b\ufeff]/)
      expect(visibleLine(text)).not.toMatch(/[\n\t]/)
    }),
  )
})

test('what is visible stays as it is', () => {
  fc.assert(
    fc.property(wild, (text) => {
      expect(visible(visible(text))).toBe(visible(text))
    }),
  )
})
