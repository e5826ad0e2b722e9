import Foundation
import LMDB
import Testing

/// A folder that goes away with its last reference.
final class Scratch: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("evrak-lmdb-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func folder(_ name: String) throws -> String {
    let folder = path + "/" + name
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  var dataFile: String { path + "/data.mdb" }
}

extension Array where Element == UInt8 {
  init(_ text: String) { self.init(text.utf8) }
}

extension UnsafeRawBufferPointer {
  var copied: [UInt8] { [UInt8](self) }
}

extension Environment {
  func contents(of table: Table) throws -> [[UInt8]: [UInt8]] {
    try withReadTransaction { transaction in
      var entries: [[UInt8]: [UInt8]] = [:]
      let cursor = try transaction.makeCursor(table)
      while let record = try cursor.next() { entries[record.key.copied] = record.value.copied }
      return entries
    }
  }
}

/// A child process that speaks LMDB through `liblmdb.so.0`, to stand for a second program.
final class PythonPeer {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  /// The reason why there can be none here, or nil.
  static let absence: String? = {
    let probe = Process()
    probe.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    probe.arguments = ["-c", "import ctypes; ctypes.CDLL('liblmdb.so.0')"]
    probe.standardError = FileHandle.nullDevice
    do { try probe.run() } catch { return "python3 is not installed" }
    probe.waitUntilExit()
    return probe.terminationStatus == 0 ? nil : "python3 cannot load liblmdb.so.0"
  }()

  private static let prelude = """
    import ctypes, os, sys
    L = ctypes.CDLL('liblmdb.so.0')
    class V(ctypes.Structure): _fields_ = [('n', ctypes.c_size_t), ('p', ctypes.c_void_p)]
    def val(b):
        s = ctypes.create_string_buffer(b, len(b)); v = V(len(b), ctypes.cast(s, ctypes.c_void_p)); v.keep = s; return v
    def ok(rc): assert rc == 0, rc
    def say(text): print(text, flush=True)
    def hear(): return sys.stdin.readline().strip()
    P = ctypes.c_void_p
    def opened(path, size):
        e = P(); ok(L.mdb_env_create(ctypes.byref(e))); ok(L.mdb_env_set_maxdbs(e, 8))
        ok(L.mdb_env_set_mapsize(e, ctypes.c_size_t(size)))
        ok(L.mdb_env_open(e, path.encode(), 0x200000, 0o600)); return e
    def begin(e, flags=0):
        t = P(); ok(L.mdb_txn_begin(e, None, flags, ctypes.byref(t))); return t
    def table(t, name):
        d = ctypes.c_uint(); ok(L.mdb_dbi_open(t, name.encode(), 0x40000, ctypes.byref(d))); return d
    def put(t, d, k, v):
        kk, vv = val(k), val(v); ok(L.mdb_put(t, d, ctypes.byref(kk), ctypes.byref(vv), 0))
    def get(t, d, k):
        kk, vv = val(k), V(); rc = L.mdb_get(t, d, ctypes.byref(kk), ctypes.byref(vv))
        return None if rc else ctypes.string_at(vv.p, vv.n)
    def commit(t): ok(L.mdb_txn_commit(t))

    """

  init(_ script: String, _ arguments: String...) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-c", PythonPeer.prelude + script] + arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  func tell(_ line: String) { input.fileHandleForWriting.write(Data((line + "\n").utf8)) }

  func hear() -> String {
    var line: [UInt8] = []
    while let byte = try? output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }

  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  func end() -> Int32 {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
