// Sockets: accepting, and who is at the other end. man 2 accept, man 7 sock_diag, man 7 unix

#pragma once

#include <stdint.h>
#include <sys/socket.h>

#pragma clang assume_nonnull begin

/// Takes the next connection, which does not block, whatever the listener does.
int32_t linux_accept(int32_t listener);

/// Finds the user who holds the other end of a TCP connection within this machine.
///
/// Asks the kernel for exactly this one socket, without a walk over all; it answers at once and needs no privilege.
/// A socket that its process has closed belongs to nobody any more and counts as not found: the kernel would report
/// it as root's.
///
/// - Parameters:
///   - local: Our end (getsockname), IPv4 or IPv6.
///   - remote: The other end (getpeername, or what accept gave), of the same family.
///   - uid: Set when found.
/// - Returns: 1 if found, 0 if there is no such socket in this network namespace, or no `tcp_diag` in the kernel to
///   find it. Fails with EAFNOSUPPORT for other families, with EPROTONOSUPPORT where netlink is not allowed.
int32_t linux_tcp_peer_uid(const struct sockaddr *local, const struct sockaddr *remote, uint32_t *uid);

/// The process that called connect() on the other end of a Unix socket, as it was then.
int32_t linux_unix_peer(int32_t socket, int32_t *pid, uint32_t *uid);

#pragma clang assume_nonnull end
