import Foundation
import LMDB
import Testing

@Suite(
  "Two processes",
  .enabled(if: PythonPeer.absence == nil, Comment(rawValue: PythonPeer.absence ?? "a second process is available")))
struct TwoProcessTests {
  @Test("each sees what the other committed; a map that the other enlarged is followed")
  func resized() throws {
    let scratch = try Scratch()
    let environment = try Environment.open(path: scratch.path, options: .init(mapSize: 1 << 16))
    let table = try environment.openTable("t", create: true)
    try environment.withWriteTransaction { try $0.put(table, [1], [42]) }
    let peer = try PythonPeer(
      """
      e = opened(sys.argv[1], 1 << 26)
      t = begin(e); d = table(t, 't')
      say(get(t, d, bytes([1]))[0])
      for i in range(2000): put(t, d, b'p%06d' % i, b'x' * 1000)
      commit(t); say('done')
      hear()
      t = begin(e, 0x20000); say(get(t, d, bytes([2]))[0])
      """, scratch.path)
    #expect(peer.hear() == "42")
    #expect(peer.hear() == "done")
    #expect(try environment.contents(of: table).count == 2001)
    #expect(try environment.info().mapSize >= 1 << 26)
    try environment.withWriteTransaction { try $0.put(table, [2], [43]) }
    peer.tell("go")
    #expect(peer.hear() == "43")
    #expect(peer.end() == 0)
  }

  @Test("a writer waits for the writer of another process, and outlives its death")
  func writers() throws {
    let scratch = try Scratch()
    let environment = try Environment.open(path: scratch.path)
    let table = try environment.openTable("t", create: true)
    let script = """
      e = opened(sys.argv[1], 1 << 26)
      t = begin(e); d = table(t, 't'); put(t, d, b'peer', b'1'); say('held'); hear(); commit(t)
      """
    let patient = try PythonPeer(script, scratch.path)
    #expect(patient.hear() == "held")
    let written = DispatchSemaphore(value: 0)
    nonisolated(unsafe) var sawPeer = false
    Thread {
      try? environment.withWriteTransaction { transaction in
        sawPeer = try transaction.get(table, [UInt8]("peer")) != nil
        try transaction.put(table, [UInt8]("peer"), [2])
      }
      written.signal()
    }.start()
    patient.tell("go")
    written.wait()
    #expect(sawPeer)
    #expect(patient.end() == 0)

    let doomed = try PythonPeer(script, scratch.path)
    #expect(doomed.hear() == "held")
    doomed.kill()
    try environment.withWriteTransaction { try $0.put(table, [UInt8]("after"), [3]) }
    #expect(try environment.contents(of: table) == [[UInt8]("peer"): [2], [UInt8]("after"): [3]])
  }

  @Test("the slot of a reader that died is found and freed")
  func deadReader() throws {
    let scratch = try Scratch()
    let environment = try Environment.open(path: scratch.path)
    let table = try environment.openTable("t", create: true)
    try environment.withWriteTransaction { try $0.put(table, [1], [1]) }
    let peer = try PythonPeer(
      "e = opened(sys.argv[1], 1 << 26); t = begin(e, 0x20000); say('reading'); hear()", scratch.path)
    #expect(peer.hear() == "reading")
    #expect(try environment.checkReaders() == 0)
    peer.kill()
    #expect(try environment.checkReaders() == 1)
  }
}
