import Foundation
import LMDB
import Testing

/// Files, folders and disks that LMDB cannot use: one clear error each, nothing half-written.
@Suite("Refusals", .serialized)
struct RefusalTests {
  private func filled(_ scratch: Scratch) throws {
    let environment = try Environment.open(path: scratch.path)
    let table = try environment.openTable("t", create: true)
    for round in UInt8(0)..<3 { try environment.withWriteTransaction { try $0.put(table, [round], [round]) } }
  }

  private func patch(_ scratch: Scratch, _ change: (inout Data) -> Void) throws {
    var data = try Data(contentsOf: URL(fileURLWithPath: scratch.dataFile))
    change(&data)
    try data.write(to: URL(fileURLWithPath: scratch.dataFile))
  }

  @Test("another format version")
  func version() throws {
    let scratch = try Scratch()
    try filled(scratch)
    try patch(scratch) { data in
      data[16 + 4] = 2
      data[4096 + 16 + 4] = 2
    }
    #expect(throws: LMDBError(.versionMismatch, operation: "")) { try Environment.open(path: scratch.path) }
  }

  @Test("a file that is no database")
  func notADatabase() throws {
    let scratch = try Scratch()
    try Data(repeating: 0x41, count: 20_000).write(to: URL(fileURLWithPath: scratch.dataFile))
    let error = #expect(throws: LMDBError.self) { try Environment.open(path: scratch.path) }
    #expect(error?.code == .notADatabase)
    #expect(error?.description.contains(scratch.path) == true)
  }

  @Test("a folder that does not exist")
  func missing() throws {
    let scratch = try Scratch()
    #expect(throws: LMDBError(.noSuchFile, operation: "")) { try Environment.open(path: scratch.path + "/none") }
  }

  @Test("an environment opened for reading")
  func readOnly() throws {
    let scratch = try Scratch()
    try filled(scratch)
    let environment = try Environment.open(path: scratch.path, options: .init(readOnly: true))
    let table = try environment.openTable("t", create: true)
    #expect(try environment.contents(of: table).count == 3)
    let readOnly = LMDBError(.readOnly, operation: "")
    #expect(throws: readOnly) { try environment.withWriteTransaction { _ in } }
    #expect(throws: LMDBError(.notFound, operation: "")) { try environment.openTable("new", create: true) }
    #expect(throws: LMDBError(.optionsConflict, operation: "")) { try Environment.open(path: scratch.path) }
  }

  @Test("a folder that we may not enter, and a file that we may not write")
  func permission() throws {
    let scratch = try Scratch()
    try filled(scratch)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.path)
    for mode in [0o000, 0o444] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: scratch.dataFile)
      #expect(throws: LMDBError(.permissionDenied, operation: "")) {
        try unprivileged { try Environment.open(path: scratch.path) }
      }
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: scratch.dataFile)
  }

  /// The super-user may do everything: give that up on this thread (Linux keeps the file-system user per thread).
  private func unprivileged<R>(_ body: () throws -> R) rethrows -> R {
    typealias Call = @convention(c) (UInt32) -> Int32
    guard geteuid() == 0, let symbol = dlsym(dlopen(nil, RTLD_NOW), "setfsuid") else { return try body() }
    let setUser = unsafeBitCast(symbol, to: Call.self)
    let user = setUser(65_534)
    defer { _ = setUser(UInt32(bitPattern: user)) }
    return try body()
  }

  @Test("a full disk: the commit fails, what was there stays, and with room again writing goes on")
  func diskFull() throws {
    let scratch = try Scratch()
    let mount = try scratch.folder("disk")
    guard run("/bin/mount", "-t", "tmpfs", "-o", "size=1m", "none", mount) else {
      print("skipped: no small file system can be mounted here (needs the super-user)")
      return
    }
    defer { _ = run("/bin/umount", mount) }
    do {
      let environment = try Environment.open(path: mount)
      let table = try environment.openTable("n", integerKey: true, create: true)
      try environment.withWriteTransaction { try $0.put(table, 1, [1, 2, 3]) }
      #expect(throws: LMDBError(.diskFull, operation: "")) {
        try environment.withWriteTransaction { transaction in
          for key in UInt64(2)..<3000 { try transaction.put(table, key, [UInt8](repeating: 1, count: 1000)) }
        }
      }
      #expect(throws: LMDBError(.diskFull, operation: "")) {
        try environment.withWriteTransaction { try $0.put(table, 2, [UInt8](repeating: 1, count: 3_000_001)) }
      }
      #expect(try environment.contents(of: table).count == 1)
      #expect(throws: LMDBError(.diskFull, operation: "")) { try environment.copy(to: try folder(mount, "copy")) }
      #expect(!FileManager.default.fileExists(atPath: mount + "/copy/data.mdb"))
      #expect(run("/bin/mount", "-o", "remount,size=8m", mount))
      try environment.withWriteTransaction { transaction in
        for key in UInt64(2)..<3000 { try transaction.put(table, key, [UInt8](repeating: 1, count: 1000)) }
      }
      #expect(try environment.contents(of: table).count == 2999)
      try environment.close()
    }
    #expect(run("/bin/mount", "-o", "remount,ro", mount))
    #expect(throws: LMDBError(.readOnly, operation: "")) { try Environment.open(path: mount) }
    let environment = try Environment.open(path: mount, options: .init(readOnly: true))
    let table = try environment.openTable("n", integerKey: true, create: false)
    #expect(try environment.contents(of: table).count == 2999)
  }

  private func folder(_ parent: String, _ name: String) throws -> String {
    try FileManager.default.createDirectory(atPath: parent + "/" + name, withIntermediateDirectories: true)
    return parent + "/" + name
  }

  private func run(_ program: String, _ arguments: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
