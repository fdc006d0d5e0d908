#include "outbox.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>

pwr_frame *pwr_frame_make(size_t size) {
  pwr_frame *frame = malloc(sizeof *frame + size);
  if (frame == NULL) return NULL;
  *frame = (pwr_frame){.size = size};
  return frame;
}

static void drop_first(pwr_outbox *outbox) {
  pwr_frame *frame = outbox->first;
  outbox->first = frame->next;
  if (outbox->first == NULL) outbox->last = NULL;
  free(frame);
}

bool pwr_outbox_send(pwr_outbox *outbox, int socket) {
  while (outbox->first != NULL) {
    pwr_frame *frame = outbox->first;
    ssize_t took = send(socket, frame->bytes + frame->sent, frame->size - frame->sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (took < 0 && errno == EINTR) continue;
    if (took < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
    frame->sent += (size_t)took;
    outbox->unsent -= (size_t)took;
    if (frame->sent == frame->size) drop_first(outbox);
  }
  return true;
}

bool pwr_outbox_push(pwr_outbox *outbox, int socket, pwr_frame *frame) {
  if (outbox->last != NULL)
    outbox->last->next = frame;
  else
    outbox->first = frame;
  outbox->last = frame;
  outbox->unsent += frame->size;
  return outbox->first == frame ? pwr_outbox_send(outbox, socket) : true;
}

void pwr_outbox_clear(pwr_outbox *outbox) {
  while (outbox->first != NULL) drop_first(outbox);
  outbox->unsent = 0;
}
