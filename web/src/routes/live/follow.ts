import { untrack } from 'svelte'
import type { Attachment } from 'svelte/attachments'
import type { Feed } from '$lib/live/feed.svelte'

/** How near to its end a list counts as being there, in pixels. */
const NEAR = 24

/**
 * Keeps a list at its newest row, and holds the feed while somebody reads: scrolled away, with the focus inside, or with a row
 * selected. What is read does not move.
 */
export function follow(feed: Feed, isSelecting: () => boolean): Attachment<HTMLElement> {
  return (list) => {
    const isAtEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR
    const isInside = (node: EventTarget | null) => node instanceof Node && list.contains(node)
    const stay = () => {
      if (!feed.isHeld) list.scrollTop = list.scrollHeight
    }
    const goOn = (focus: EventTarget | null) => {
      if (isAtEnd() && !isInside(focus) && !isSelecting()) feed.release()
    }
    const onscroll = () => (isAtEnd() ? goOn(document.activeElement) : feed.hold())
    const onfocusin = () => feed.hold()
    const onfocusout = ({ relatedTarget }: FocusEvent) => goOn(relatedTarget)
    const rows = new MutationObserver(stay)
    const size = new ResizeObserver(stay)

    list.addEventListener('scroll', onscroll, { passive: true })
    list.addEventListener('focusin', onfocusin)
    list.addEventListener('focusout', onfocusout)
    rows.observe(list, { childList: true })
    size.observe(list)
    untrack(stay)
    return () => {
      list.removeEventListener('scroll', onscroll)
      list.removeEventListener('focusin', onfocusin)
      list.removeEventListener('focusout', onfocusout)
      rows.disconnect()
      size.disconnect()
    }
  }
}
