import CLinux
import Glibc
import Testing

@Suite struct FilesTests {
    @Test func `a sealed file in memory is read and never written again`() throws {
        let file = linux_memory_file_create("a test's file")
        defer { close(file) }
        #expect(write(file, "hello", 5) == 5)
        #expect(linux_memory_file_seal(file) == 0)
        #expect(pwrite(file, "x", 1, 0) == -1 && errno == EPERM)
        #expect(pwrite(file, "x", 1, 5) == -1 && errno == EPERM)
        #expect(ftruncate(file, 0) == -1 && errno == EPERM)
        #expect(linux_memory_file_seal(file) == -1 && errno == EPERM)
        #expect(try contents(of: "/proc/self/fd/\(file)") == "hello")
    }

    @Test func `a pipe's ends are the right way round`() throws {
        var (readEnd, writeEnd) = (Int32(-1), Int32(-1))
        #expect(linux_pipe_create(&readEnd, &writeEnd) == 0)
        #expect(write(writeEnd, "hello", 5) == 5)
        close(writeEnd)
        #expect(readAll(readEnd) == "hello")
        close(readEnd)
    }
}
