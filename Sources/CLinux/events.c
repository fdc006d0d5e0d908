#define _GNU_SOURCE
#include "CLinux/events.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

_Static_assert(EPOLLIN == 0x001 && EPOLLOUT == 0x004 && EPOLLRDHUP == 0x2000 && EPOLLERR == 0x008 && EPOLLHUP == 0x010,
               "the header's values are the kernel's");

int32_t linux_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static int32_t control(int32_t epoll, int32_t operation, int32_t descriptor, uint32_t events, uint64_t token) {
  struct epoll_event event = {.events = events, .data.u64 = token};
  return epoll_ctl(epoll, operation, descriptor, &event);
}

int32_t linux_epoll_add(int32_t epoll, int32_t descriptor, uint32_t events, uint64_t token) {
  return control(epoll, EPOLL_CTL_ADD, descriptor, events, token);
}

int32_t linux_epoll_modify(int32_t epoll, int32_t descriptor, uint32_t events, uint64_t token) {
  return control(epoll, EPOLL_CTL_MOD, descriptor, events, token);
}

int32_t linux_epoll_remove(int32_t epoll, int32_t descriptor) { return control(epoll, EPOLL_CTL_DEL, descriptor, 0, 0); }

int32_t linux_epoll_wait(int32_t epoll, linux_epoll_event *events, int32_t capacity, int32_t timeout_ms) {
  struct epoll_event ready[LINUX_EPOLL_BATCH];
  int32_t count = epoll_wait(epoll, ready, capacity < LINUX_EPOLL_BATCH ? capacity : LINUX_EPOLL_BATCH, timeout_ms);
  for (int32_t i = 0; i < count; i++) {
    events[i] = (linux_epoll_event){.token = ready[i].data.u64, .events = ready[i].events};
  }
  return count;
}

int32_t linux_timer_create(void) { return timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK); }

static struct timespec timespec_of(uint64_t ns) {
  return (struct timespec){.tv_sec = (time_t)(ns / 1000000000), .tv_nsec = (long)(ns % 1000000000)};
}

int32_t linux_timer_set(int32_t timer, uint64_t first_ns, uint64_t interval_ns) {
  struct itimerspec times = {.it_value = timespec_of(first_ns), .it_interval = timespec_of(interval_ns)};
  return timerfd_settime(timer, 0, &times, NULL);
}

int32_t linux_wakeup_create(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
