// Elements made of data: texts are only ever set as text, never as markup.

const SVG = 'http://www.w3.org/2000/svg'

const WORDS = {
  queued: 'Queued', running: 'Running', idle: 'Idle', retry: 'Retrying', success: 'Succeeded', failed: 'Failed',
  blocked: 'Waiting for you', cancelled: 'Cancelled',
}

export const byId = (id) => document.getElementById(id)

/** Makes an element of a class with children, of which strings are text. */
export function element(name, className = '', ...children) {
  const made = document.createElement(name)
  if (className) made.className = className
  made.append(...children.filter((child) => child !== null))
  return made
}

/** The shape of a status. Beside its word it is decoration; alone it carries the word. */
export function glyph(status, isAlone = false) {
  const shape = document.createElementNS(SVG, 'svg')
  const use = document.createElementNS(SVG, 'use')
  use.setAttribute('href', `#${status in WORDS ? status : 'none'}`)
  shape.setAttribute('class', 'glyph')
  if (isAlone && status in WORDS) {
    shape.setAttribute('role', 'img')
    shape.setAttribute('aria-label', WORDS[status])
  } else {
    shape.setAttribute('aria-hidden', 'true')
  }
  shape.append(use)
  return shape
}

export function statusOf(status) {
  const made = element('span', 'status', glyph(status), WORDS[status] ?? status)
  made.dataset.status = status
  return made
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** A time of the server in the reader's zone; its title is the time as it is stored. */
export function timeOf(text) {
  if (!text) return element('span', 'zero', '–')
  const moment = new Date(text)
  const made = element('time', '', (Date.now() - moment > 86_400_000 ? day : clock).format(moment))
  made.dateTime = text
  made.title = text
  return made
}

export function replaceText(node, text) {
  if (node.textContent !== text) node.textContent = text
}
