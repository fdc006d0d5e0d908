#define _GNU_SOURCE
#include "CLinux/sockets.h"

#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

int32_t linux_accept(int32_t listener) { return accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK); }

int32_t linux_unix_peer(int32_t socket, int32_t *pid, uint32_t *uid) {
  struct ucred peer;
  socklen_t length = sizeof peer;
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0) return -1;
  *pid = peer.pid;
  *uid = peer.uid;
  return 0;
}

// Copies address and port, both in network order, as inet_diag takes them.
static bool put_end(const struct sockaddr *end, __be32 address[4], __be16 *port) {
  if (end->sa_family == AF_INET) {
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)end;
    memcpy(address, &v4->sin_addr, sizeof v4->sin_addr);
    *port = v4->sin_port;
    return true;
  }
  if (end->sa_family == AF_INET6) {
    const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)end;
    memcpy(address, &v6->sin6_addr, sizeof v6->sin6_addr);
    *port = v6->sin6_port;
    return true;
  }
  return false;
}

struct query {
  struct nlmsghdr header;
  struct inet_diag_req_v2 request;
};

union answer {
  struct nlmsghdr header;
  char bytes[1024];
};

static bool make_query(const struct sockaddr *local, const struct sockaddr *remote, struct query *query) {
  *query = (struct query){
      // Without NLM_F_DUMP the kernel looks up one socket.
      .header = {.nlmsg_len = sizeof *query, .nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_flags = NLM_F_REQUEST},
      .request = {.sdiag_family = (__u8)remote->sa_family, .sdiag_protocol = IPPROTO_TCP, .idiag_states = ~0u},
  };
  struct inet_diag_sockid *id = &query->request.id;
  id->idiag_cookie[0] = id->idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  // The socket sought is the peer's, so its source is our remote end.
  return local->sa_family == remote->sa_family && put_end(remote, id->idiag_src, &id->idiag_sport) &&
         put_end(local, id->idiag_dst, &id->idiag_dport);
}

// Sends the query and takes the answer, which the kernel has queued by the time send() returns.
static ssize_t ask(const struct query *query, union answer *answer) {
  int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  if (netlink < 0) return -1;
  const struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
  ssize_t length = -1;
  if (connect(netlink, (const struct sockaddr *)&kernel, sizeof kernel) == 0 &&
      send(netlink, query, sizeof *query, 0) == (ssize_t)sizeof *query) {
    length = recv(netlink, answer, sizeof *answer, MSG_DONTWAIT);
  }
  int error = errno;
  close(netlink);
  errno = error;
  return length;
}

static int32_t read_error(const union answer *answer) {
  const struct nlmsgerr *error = NLMSG_DATA(&answer->header);
  // A kernel without tcp_diag answers this too: nobody was found, either way.
  if (error->error == -ENOENT) return 0;
  errno = -error->error;
  return -1;
}

static int32_t refuse(int error) {
  errno = error;
  return -1;
}

int32_t linux_tcp_peer_uid(const struct sockaddr *local, const struct sockaddr *remote, uint32_t *uid) {
  struct query query;
  if (!make_query(local, remote, &query)) return refuse(EAFNOSUPPORT);
  union answer answer;
  ssize_t length = ask(&query, &answer);
  if (length < 0) return -1;
  if (!NLMSG_OK(&answer.header, (size_t)length)) return refuse(EPROTO);
  if (answer.header.nlmsg_type == NLMSG_ERROR) return read_error(&answer);
  if (answer.header.nlmsg_type != SOCK_DIAG_BY_FAMILY || answer.header.nlmsg_len < NLMSG_LENGTH(sizeof(struct inet_diag_msg))) {
    return refuse(EPROTO);
  }
  const struct inet_diag_msg *found = NLMSG_DATA(&answer.header);
  // When the peer has gone, the kernel also finds a listener on its port. And it reports user 0 for sockets that no
  // process holds any more, which have no inode.
  bool is_peer = found->id.idiag_dport == query.request.id.idiag_dport && found->idiag_inode != 0;
  if (!is_peer) return 0;
  *uid = found->idiag_uid;
  return 1;
}
