import Foundation
import Testing

/// What happens to files behind the program's back.
enum DamagedFile {
  static func overwrite(_ path: String) throws {
    let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
    var noise = SystemRandomNumberGenerator()
    try Data((0..<size).map { _ in UInt8.random(in: 0...255, using: &noise) }).write(to: URL(fileURLWithPath: path))
  }

  static func cut(_ path: String, to size: UInt64) throws {
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try file.truncate(atOffset: size)
    try file.close()
  }

  /// Turns a bit in each of some bytes.
  static func flip(_ path: String, at offsets: some Sequence<Int>) throws {
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for offset in offsets where offset < bytes.count { bytes[bytes.startIndex + offset] ^= 0x10 }
    try bytes.write(to: URL(fileURLWithPath: path))
  }
}

/// The index is disposable: whatever happens to it, the next search has it computed from the log and says so.
@Suite("Repair of the index")
struct SearchRepairTests {
  private static let questions = ["fatura", "*", "mektup*", "\"ödeme planı\"", "from:ayse kuzey", "subject:n7"]

  private static func archive() throws -> (space: Workspace, answers: [[Int]]) {
    let space = try Workspace()
    try space.take(
      (0..<60).map { number in
        Workspace.letter(
          "Fatura \(number) ve ödeme planı, mektup \(number * 7), Kuzey İnşaat \(String(repeating: "satır \(number) ", count: 40))",
          subject: "n\(number)", number: number)
      })
    return (space, try answers(space))
  }

  private static func answers(_ space: Workspace) throws -> [[Int]] {
    try questions.map { query in
      let answer = try space.search(query, "--sort", "newest")
      #expect(answer.status == 0, "\(query): \(answer.said)")
      return answer.positions
    }
  }

  private static func segments(_ space: Workspace) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: space.archive + "/search").filter { $0.hasSuffix(".segment") }
      .map { space.archive + "/search/" + $0 }
  }

  @Test(
    "what was done to it is mended by the next search",
    arguments: ["no folder", "no catalogue", "no segment", "noise", "cut", "empty", "segment cut"])
  func mended(what: String) throws {
    let (space, answers) = try Self.archive()
    let (folder, catalogue) = (space.archive + "/search", space.archive + "/search/catalogue/data.mdb")
    let segment = try #require(try Self.segments(space).first)
    switch what {
    case "no folder": try FileManager.default.removeItem(atPath: folder)
    case "no catalogue": try FileManager.default.removeItem(atPath: folder + "/catalogue")
    case "no segment": try FileManager.default.removeItem(atPath: segment)
    case "noise": try DamagedFile.overwrite(catalogue)
    case "cut": try DamagedFile.cut(catalogue, to: 5_000)
    case "empty": try DamagedFile.cut(catalogue, to: 0)
    default: try DamagedFile.cut(segment, to: 1_000)
    }
    let first = try space.search("fatura")
    #expect(first.status == 0 && first.total == 60 && first.said.contains("computed from the log"), "\(first.said)")
    #expect(try space.search("fatura").said.isEmpty, "once")
    #expect(try Self.answers(space) == answers)
    let status = try space.evrak("index", "status")
    #expect(status.status == 0 && status.output.contains("60 of 60"))
    #expect(try space.evrak("verify").status == 0)
  }

  @Test("a bit turned anywhere in a segment never changes an answer")
  func turnedBits() throws {
    let (space, answers) = try Self.archive()
    let sound = space.path + "/sound"
    try FileManager.default.copyItem(atPath: space.archive + "/search", toPath: sound)
    let name = try #require(try Self.segments(space).first)
    let size = try Data(contentsOf: URL(fileURLWithPath: name)).count
    var noticed = 0
    for step in 0..<12 {
      try FileManager.default.removeItem(atPath: space.archive + "/search")
      try FileManager.default.copyItem(atPath: sound, toPath: space.archive + "/search")
      try DamagedFile.flip(name, at: [step * (size - 1) / 11])
      if try space.evrak("verify").status != 0 { noticed += 1 }
      #expect(try Self.answers(space) == answers, "byte \(step * (size - 1) / 11)")
      // Where no question touched the place, an import may, and must not be stopped by it.
      #expect(try space.evrak("rebuild", "search").status == 0 && space.evrak("verify").status == 0)
    }
    #expect(noticed >= 11, "verify looks at every byte")
  }

  @Test("a catalogue with turned bits is mended, never trusted")
  func turnedCatalogue() throws {
    let (space, _) = try Self.archive()
    let sound = space.path + "/sound"
    try FileManager.default.copyItem(atPath: space.archive + "/search", toPath: sound)
    let path = space.archive + "/search/catalogue/data.mdb"
    let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
    for seed in 1...12 {
      try FileManager.default.removeItem(atPath: space.archive + "/search")
      try FileManager.default.copyItem(atPath: sound, toPath: space.archive + "/search")
      try DamagedFile.flip(path, at: (0..<100).map { ($0 * 7_919 + seed * 104_729) % size })
      #expect(try space.search("fatura").total == 60, "\(seed)")
    }
  }

  @Test("missing views and a missing index are computed together")
  func views() throws {
    let (space, answers) = try Self.archive()
    for folder in ["/views", "/search"] { try FileManager.default.removeItem(atPath: space.archive + folder) }
    #expect(try Self.answers(space) == answers)
  }

  @Test("`evrak rebuild search` gives the same answers in the same order")
  func rebuild() throws {
    let (space, _) = try Self.archive()
    func ranked() throws -> [[Int]] { try Self.questions.map { try space.search($0).positions } }
    let before = try ranked()
    #expect(try space.evrak("rebuild", "search").status == 0)
    #expect(try ranked() == before)
  }

  @Test("what an import with --no-wait left behind is made up for by the next search")
  func behind() throws {
    let (space, _) = try Self.archive()
    try space.take([Workspace.letter("Yepyeni bir haber.", subject: "yeni")], "--no-wait")
    #expect(try space.search("yepyeni").subjects == ["yeni"])
    #expect(try space.indexStatus()["indexed"] as? Int == space.indexStatus()["log"] as? Int)
  }

  @Test("archives of earlier versions are searchable at once", arguments: ["format-1", "format-2"])
  func saved(format: String) throws {
    let space = try Workspace()
    let (files, saved) = (FileManager.default, SearchedCompany.fixtures + "/archives/" + format)
    let copy = space.path + "/saved"
    try files.createDirectory(atPath: copy, withIntermediateDirectories: true)
    for name in ["archive.yaml", "log", "keys"] {
      try files.copyItem(atPath: "\(saved)/\(name)", toPath: "\(copy)/\(name)")
    }
    for name in ["log", "keys"] {
      try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(copy)/\(name)/data.mdb")
    }
    for name in ["root.key", "signing.key"] {
      try files.copyItem(atPath: "\(saved)/\(name)", toPath: "\(space.path)/\(name)")
      try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(space.path)/\(name)")
    }
    let evrak = Command(environment: [
      "EVRAK_ARCHIVE": copy, "HOME": space.path, "EVRAK_ROOT_KEY_FILE": space.path + "/root.key",
      "EVRAK_SIGNING_KEY_FILE": space.path + "/signing.key",
    ])
    let all = try Answer(evrak("search", "*", "--json", "--limit", "100"))
    #expect(all.status == 0 && all.total == 25 && all.items.count == 25 && all.said.contains("computed from the log"))
    #expect(try Answer(evrak("search", "subject:\"ortak katalog\"", "--json")).subjects == ["Öneri: ortak katalog"])
    let status = try #require(try evrak("index", "status", "--json").objects().first)
    #expect(status["items"] as? Int == 25 && status["documents"] as? Int == 25)
  }

  @Test("a backup is searched by itself")
  func backup() throws {
    let (space, answers) = try Self.archive()
    let copy = space.path + "/backup"
    #expect(try space.evrak("backup", copy).status == 0)
    let evrak = Command(environment: space.evrak.environment.merging(["EVRAK_ARCHIVE": copy]) { $1 })
    let found = try Answer(evrak("search", "fatura", "--sort", "newest", "--json", "--limit", "1000"))
    #expect(found.positions == answers[0])
  }
}
