// Texts of agents may hold what terminals and text layout obey: it is shown as it is, and never obeyed.

/** Escape sequences of terminals (ECMA-48): control sequences, operating system commands and other strings, short escapes. */
const ANSI =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[PX\]^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)|\x1b(?:[ -/]+[0-~]|[0-OQ-WYZ\\`-~])/g
/** Other control characters but tab and line feed. */
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g
/** Characters that reorder text or hide in it: bidirectional controls, and those without a width but the joiners of scripts. */
const HIDDEN = /[\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/** A text as it can be shown among others: without colours of terminals, and with every hidden character in sight. */
export function visible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(ANSI, '')
    .replace(CONTROLS, (control) => {
      const code = control.charCodeAt(0)
      return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : named(code)
    })
    .replace(HIDDEN, (hidden) => named(hidden.codePointAt(0) ?? 0))
}

/** A text for one line. */
export function visibleLine(text: string): string {
  return visible(text.trim())
    .replaceAll(/\s*\n\s*/g, ' ⏎ ')
    .replaceAll('\t', ' ')
}

function named(code: number): string {
  return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`
}
