/* Sizes beyond which the host takes nothing (PW_E_TOO_BIG) or, where it says so, cuts. All in bytes unless named otherwise.
 *
 * An adapter whose source can give larger things cuts them itself, at a string's head and tail, and says so in the payload.
 * An over-long stream, key or id does not fail the batch: that one event goes to the quarantine with its reason. */
#ifndef PLUGWALK_LIMITS_H
#define PLUGWALK_LIMITS_H

#define PW_MAX_PAYLOAD (4u << 20) /* pw_event.payload */
#define PW_MAX_BATCH_BYTES (8u << 20) /* all strings of a batch together */
#define PW_MAX_BATCH_EVENTS 4096u /* events of a batch */
#define PW_MAX_BATCH_CHECKPOINTS 4096u /* checkpoints of a batch */
#define PW_MAX_TEXT (64u << 10) /* pw_event.title, summary and tags, each */
#define PW_MAX_NAME 1024u /* pw_event.stream, key, and every id and name of an event */
#define PW_MAX_CHECKPOINT (64u << 10) /* pw_checkpoint.blob */
#define PW_MAX_LOG 8192u /* a log line, health message or failure text: longer ones are cut and counted */
#define PW_MAX_MANIFEST (256u << 10) /* the section .plugwalk */
#define PW_MAX_DEPTH 64u /* nesting of a payload */

#endif
