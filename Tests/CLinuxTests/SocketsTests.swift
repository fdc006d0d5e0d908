import CLinux
import Glibc
import Testing

@Suite struct SocketsTests {
    @Test(arguments: [Loopback.v4, .v6, .v4ThroughV6])
    func `the other end of a connection within the machine has our user`(loopback: Loopback) throws {
        let connection = try TCPConnection(loopback)
        var uid: UInt32 = 4_242
        #expect(connection.peerUID(&uid) == 1)
        #expect(uid == getuid())
        connection.closeClient()
        #expect(isReadable(connection.accepted))
        uid = 4_242
        #expect(connection.peerUID(&uid) == 0)
        #expect(uid == 4_242)
    }

    @Test(.enabled(if: getuid() == 0, "starting a process of another user needs root"))
    func `the other end of another user has that user`() throws {
        let listener = try TCPListener(.v4)
        let script = "exec 3<>/dev/tcp/127.0.0.1/\(listener.port); read -r -u 0 line"
        let child = try Child(
            script, shell: ["/usr/bin/setpriv", "--reuid", "65534", "--clear-groups", "/bin/bash", "-c"])
        let accepted = try listener.accept()
        defer { close(accepted) }
        var uid: UInt32 = 4_242
        #expect(peerUID(of: accepted, &uid) == 1)
        #expect(uid == 65_534)
        #expect(try child.finish().signal == 0)
    }

    @Test func `a listener on the port of a peer that has gone is not taken for it`() throws {
        let listener = try TCPListener(.v4)
        let other = try TCPListener(.v4)
        // As if `other` had connected to `listener`: its port, which only listens.
        var uid: UInt32 = 4_242
        #expect(peerUID(local: listener.address, remote: other.address, &uid) == 0)
        #expect(uid == 4_242)
    }

    @Test func `other families are refused`() {
        var uid: UInt32 = 4_242
        var address = sockaddr_storage()
        address.ss_family = sa_family_t(AF_UNIX)
        #expect(peerUID(local: address, remote: address, &uid) == -1 && errno == EAFNOSUPPORT)
    }

    @Test func `an accepted connection does not block and is closed on exec`() throws {
        let connection = try TCPConnection(.v4)
        #expect(fcntl(connection.accepted, F_GETFD) == FD_CLOEXEC)
        var byte: UInt8 = 0
        #expect(read(connection.accepted, &byte, 1) == -1 && errno == EAGAIN)
        connection.closeClient()
    }

    @Test func `the other end of a Unix socket is this process`() throws {
        let (one, other) = try socketPair()
        defer {
            close(one)
            close(other)
        }
        var (pid, uid) = (Int32(0), UInt32(4_242))
        #expect(linux_unix_peer(one, &pid, &uid) == 0)
        #expect(pid == getpid() && uid == getuid())
    }
}
