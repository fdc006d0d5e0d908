/* One event: the canonical envelope with the source's own ("native") ids.
 *
 * An adapter maps ONE RECORD of its source to zero to three events and remembers nothing between records: what needs earlier
 * records (parents, agents, titles, the open turn) the host fills in from what it has stored. So a worker can be killed at any
 * moment and the end is the same.
 */
#ifndef PLUGWALK_EVENT_H
#define PLUGWALK_EVENT_H

#include "plugwalk/types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* pw_event.time_ns when the record carries no time: the host stamps the arrival. */
#define PW_TIME_UNKNOWN INT64_MIN

/* pw_event.source_order when the source has no order of its own. */
#define PW_ORDER_UNKNOWN INT64_MIN

/* pw_event.flags */
#define PW_EVENT_EXACT                                                                                  \
  1u /* time_ns stands inside the fact itself, is the same on every route by which the fact can arrive, \
        and never changes under one key: it becomes part of the event's id */
#define PW_EVENT_GLOBAL_KEY                                                                         \
  2u /* `key` is unique over the whole source, not only within this instance, so that the same fact \
        seen by two adapters is one event */
#define PW_EVENT_STAMPED 4u /* time_ns was noted by a program that saw the record, not by the source (quality "stamped") */
#define PW_EVENT_ESTIMATED 8u /* time_ns is a guess, e.g. between a file's name and its mtime (quality "estimated") */

typedef struct pw_event {
  uint32_t size;
  uint32_t flags;

  /* When the fact became true, UTC nanoseconds since 1970. A time more than 5 s ahead of the host's clock is replaced by the
   * arrival and kept beside it. */
  int64_t time_ns;

  /* Position in the source's own sequence; breaks ties between events of one millisecond. Larger is later. */
  int64_t source_order;

  /* The partition in which order and checkpoints hold, such as one file. May be empty. */
  pw_str stream;

  /* Makes redelivery harmless: two events with the same key (within the instance, or within the source with
   * PW_EVENT_GLOBAL_KEY) are one fact. A snapshot of a state is keyed by entity, state and a hash of its facts; a repeatable
   * event by the source's own event id or by file identity and offset. Empty: the host makes one from stream, checkpoint and
   * index. */
  pw_str key;

  pw_str kind; /* the source's name of the event, as declared in the manifest. Required */
  pw_str source; /* empty: the manifest's `source` */
  pw_str run; /* native id; empty unless the source has runs of its own: the host takes the root of the session tree */
  pw_str session; /* native id of the thread of work */
  pw_str parent_session; /* native id; only when this record itself names it */
  pw_str agent; /* e.g. build, explore. Empty: the host takes the session's */
  pw_str entity_type; /* run session task tool permission message todo. Required */
  pw_str entity_id; /* native id of the thing itself: call, permission, message, session */
  pw_str status; /* queued running idle retry success failed blocked cancelled. Empty: unchanged */
  pw_str severity; /* debug info warn error. Empty: info */
  pw_str title; /* whole: the host redacts, then cuts to 160 characters */
  pw_str summary; /* one line, whole: the host redacts, then cuts to 500 characters */
  pw_str payload; /* the evidence: exactly one JSON object (RFC 8259). Empty: {} */

  /* The unit of work this record names: the native id of the message, turn or iteration it belongs to, within its session.
   * A message event that names another message here is that message's answer and passes its unit on. Empty: the unit that is
   * open in the session at the event's time. */
  pw_str correlation;

  pw_str tags; /* a JSON array of strings: inferred, copied, reconstructed, superseded and the adapter's own. Empty: [] */
} pw_event;

/* Members of the payload that the host understands. All are optional; everything else in a payload is evidence for people.
 *
 *   "session_title" string  the session's own title, not the event's                      on session events
 *   "tool"         string   the tool's name                                               on tool and task events
 *   "child"        string   native id of the session that this call runs                  on tool and task events
 *   "call"         string   entity_id of the call that waits for this permission          on permission events
 *   "reason"       string   why it failed, was cancelled or is retried, in one line
 *   "result"       string   "unknown" when nobody knows how it ended (status idle)
 *   "interactive"  boolean  false: nobody can answer (headless run)                        on permission events
 *   "attempt"      integer  which try                                                      on retry events
 *   "next_ms"      integer  UTC milliseconds of the next try                               on retry events
 *   "forked_from"  string   native session id that this session was copied from            on session events
 *   "continues"    string   native session id that this session goes on from               on session events
 *   "level"        true     a repeated reading of a status, not the moment it changed
 *   "turn"         string   what the record says of its unit of work:
 *                           "prompt"      this message opens a turn
 *                           "text"        the message named in `correlation` holds a person's text
 *                           "synthetic"   that message holds text which no person wrote
 *                           "compaction"  that message asks for a compaction, not for work
 *                           "progress"    the model moved on: ends a retry
 */

#ifdef __cplusplus
}
#endif
#endif
