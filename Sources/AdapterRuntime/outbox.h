/* Frames on their way to the host, in order. Sending never blocks: what the socket does not take at once waits here for the
 * link thread. Not thread-safe: the session's lock guards it. */
#ifndef PWR_OUTBOX_H
#define PWR_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct pwr_frame {
  struct pwr_frame *next;
  size_t size;
  size_t sent;
  uint8_t bytes[];
} pwr_frame;

typedef struct pwr_outbox {
  pwr_frame *first;
  pwr_frame *last;
  size_t unsent; /* bytes of all frames that wait here */
} pwr_outbox;

/* A frame with room for `size` bytes, or NULL when memory is out. */
pwr_frame *pwr_frame_make(size_t size);

/* Takes the frame over and sends what the socket takes. False when the peer is gone. */
bool pwr_outbox_push(pwr_outbox *outbox, int socket, pwr_frame *frame);

/* Sends what the socket takes. False when the peer is gone. */
bool pwr_outbox_send(pwr_outbox *outbox, int socket);

void pwr_outbox_clear(pwr_outbox *outbox);

#endif
