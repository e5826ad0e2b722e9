import Foundation
import Testing

@testable import Extraction

/// What a program can do that a hostile document has taken over. Shell scripts stand for it.
@Suite(.enabled(if: Extractor().confinementObstacle == nil, "bubblewrap can't confine programs on this machine"))
struct ConfinementTests {
  private let sandbox = Sandbox(ExtractionConfiguration())

  private func run(
    _ script: String, _ document: [UInt8] = [0x78], patience: Duration = .seconds(20),
    input: Sandbox.Input = .standardInput,
    _ change: (inout ChildLimits) -> Void = { _ in }
  ) throws -> ChildAnswer {
    var limits = ChildLimits()
    change(&limits)
    return try sandbox.run("sh", package: "dash", document, by: Deadline(after: patience), input: input, limits: limits)
    {
      ["-c", script, $0]
    }
  }

  private func words(_ answer: ChildAnswer) -> String { String(decoding: answer.output, as: UTF8.self) }

  @Test func theDocumentReachesTheProgram() throws {
    let document = [UInt8](repeating: 0x61, count: 300_000)
    #expect(try run("cat", document).output == document)
    #expect(try run("cat $0", document, input: .file).output == document)
  }

  @Test func whatHangsIsEnded() throws {
    let start = ContinuousClock.now
    #expect(try run("sleep 100", patience: .milliseconds(300)).ending == .timedOut)
    // It may also let go of its output first, and still not end.
    #expect(try run("exec >&- 2>&-; sleep 100", patience: .milliseconds(300)).ending == .timedOut)
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test func whatSpinsIsEndedByItsProcessorTime() throws {
    let answer = try run("while :; do :; done") { $0.processorSeconds = 1 }
    #expect(answer.ending == .timedOut || answer.ending == .signalled(SIGKILL))
  }

  @Test func whatForksIsBoundedAndEnded() throws {
    let start = ContinuousClock.now
    let answer = try run("f() { f | f & }; f; sleep 100", patience: .seconds(1))
    #expect(answer.ending != .exited(0) || ContinuousClock.now - start < .seconds(10))
    let count = try run("for i in 1 2 3 4 5 6 7 8 9 10; do sleep 5 & done; wait", patience: .seconds(3)) {
      $0.processes = 6
    }
    #expect(count.complaint.lowercased().contains("fork"))
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func whatItLeavesBehindHoldsNobody() throws {
    let start = ContinuousClock.now
    #expect(words(try run("sleep 100 & echo done")) == "done\n")
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test func whatFloodsIsEnded() throws {
    let answer = try run("yes") { $0.output = 100_000 }
    #expect(answer.ending == .flooded)
    #expect(answer.output.count == 100_000)
    // Complaints without end are dropped, not waited for.
    let complaining = try run("yes | head -c 1000000 >&2; echo done")
    #expect(words(complaining) == "done\n")
    #expect(complaining.complaint.utf8.count <= ChildLimits.complaint)
  }

  @Test func memoryIsBounded() throws {
    let answer = try run("head -c 900000000 /dev/zero | tail -c 800000000 | wc -c") { $0.memory = 200 << 20 }
    #expect(answer.ranOutOfMemory, "\(answer)")
  }

  @Test func nothingOfOursIsThere() throws {
    #expect(words(try run("ls / | tr '\\n' ' '")).contains("home") == false)
    #expect(words(try run("ls /etc /tmp; cat /etc/passwd 2>/dev/null")).contains("root") == false)
    #expect(try run("touch /usr/evrak-test").ending != .exited(0))
    #expect(words(try run("ls /proc /root /home /var 2>/dev/null")).isEmpty)
    setenv("EVRAK_SECRET_OF_TEST", "1", 1)
    let environment = words(try run("env"))
    #expect(!environment.contains("EVRAK_SECRET_OF_TEST"))
    unsetenv("EVRAK_SECRET_OF_TEST")
  }

  @Test func thereIsNoNetwork() throws {
    let answer = try run("bash -c 'exec 3<>/dev/tcp/192.0.2.1/80' && echo connected")
    #expect(!words(answer).contains("connected"))
    #expect(answer.complaint.lowercased().contains("unreachable"), "\(answer.complaint)")
  }

  @Test func ourOwnServicesAreOutOfReach() throws {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(server) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        #expect(bind(server, $0, size) == 0 && listen(server, 4) == 0 && getsockname(server, $0, &size) == 0)
      }
    }
    let script = "exec 3<>/dev/tcp/127.0.0.1/\(UInt16(bigEndian: address.sin_port)) && echo connected"
    // What the script proves, it proves only if it works out here.
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", script]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(!words(try run("bash -c '\(script)'")).contains("connected"))
  }

  @Test func noOtherDescriptorIsThere() throws {
    let file = open("/dev/null", O_RDONLY)
    defer { close(file) }
    // Descriptors beyond the three would be readable.
    let answer = try run("for n in 3 4 5 6 7 8 9; do (eval \"cat <&$n\") 2>/dev/null && echo open $n; done; echo end")
    #expect(words(answer) == "end\n")
  }

  @Test func aDeadlineThatIsOverStartsNothing() {
    #expect(throws: ExtractionReason(.timedOut, "")) { try run("echo", patience: .zero) }
  }
}
