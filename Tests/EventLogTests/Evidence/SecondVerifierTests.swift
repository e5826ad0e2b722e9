import EventLog
import Foundation
import Testing

/// The Python verifier shares no code with ours; it has to agree on what is proved and on what is not.
@Suite("The second verifier", .enabled(if: SecondVerifier.isAvailable, SecondVerifier.reason))
struct SecondVerifierTests {
  static let log = try? LogOfLetters(letters: 300)

  @Test("It accepts evidence of any event, with the message", arguments: [1, 128, 256, 299, 300])
  func evidence(position: Int) throws {
    let log = try #require(Self.log)
    let folder = try SecondVerifier.Folder()
    let file = try folder.write(log.evidence(position: position).json, as: "evidence.json")
    let message = try folder.write(log.letters[position - 1].original, as: "message.eml")
    let key = try folder.write(log.key.verifierKey.text + "\n", as: "key.pub")
    let run = try SecondVerifier.run(["--key", key, "evidence", file, "--message", message])
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("position \(position), email.captured, recorded at 2023-11-14T22:13:20.000"))
    #expect(run.output.contains(log.tree.builder.edge.root.description))
    #expect(run.output.contains("byte for byte"))
  }

  @Test("It refuses what we refuse: altered evidence and other messages")
  func alteredEvidence() throws {
    let log = try #require(Self.log)
    let folder = try SecondVerifier.Folder()
    let good = try log.evidence(position: 77)
    let changes: [(inout Evidence) throws -> Void] = [
      { $0.position = 78 }, { $0.position = 0 }, { $0.position = 301 },
      { $0.envelope[20] ^= 1 }, { $0.salt[3] ^= 1 }, { $0.salt.removeLast() }, { $0.originalDigest[0] ^= 1 },
      { $0.originalDigest.removeLast() }, { $0.inclusionPath[2] = $0.inclusionPath[2].flippingBit(9) },
      { $0.inclusionPath.removeLast() }, { $0.inclusionPath.append(.emptyRoot) },
      { $0.checkpoint = try log.checkpoint(size: 299) },
      { $0.checkpoint = $0.checkpoint.replacing("\n300\n", with: "\n301\n") },
      { $0.checkpoint = $0.checkpoint.replacing("\u{2014}", with: "-") },
      { $0.checkpoint = try LogOfLetters(letters: 300).checkpoint(size: 300) },
    ]
    for (number, change) in changes.enumerated() {
      var altered = good
      try change(&altered)
      #expect(throws: EvidenceError.self, "change \(number)") { try altered.verify(key: log.key.verifierKey) }
      let file = try folder.write(altered.json, as: "altered-\(number).json")
      let run = try SecondVerifier.run(["--key", log.key.verifierKey.text, "evidence", file])
      #expect(run.status == 1, "change \(number): \(run.output)")
      #expect(run.output.hasPrefix("NOT PROVED: "), "change \(number): \(run.output)")
    }
    let file = try folder.write(good.json, as: "evidence.json")
    let message = try folder.write(log.letters[77].original, as: "other.eml")
    let run = try SecondVerifier.run(["--key", log.key.verifierKey.text, "evidence", file, "--message", message])
    #expect(run.status == 1)
    #expect(run.output.contains("is not the archived original"))
  }

  @Test(
    "It accepts consistency evidence and the notes that were kept",
    arguments: [(1, 300), (256, 300), (97, 290), (300, 300)])
  func consistency(old: Int, new: Int) throws {
    let log = try #require(Self.log)
    let folder = try SecondVerifier.Folder()
    let file = try folder.write(log.consistency(from: old, to: new).json, as: "consistency.json")
    let oldNote = try folder.write(log.checkpoint(size: old), as: "old.note")
    let newNote = try folder.write(log.checkpoint(size: new), as: "new.note")
    let key = log.key.verifierKey.text
    let alone = try SecondVerifier.run(["--key", key, "consistency", file])
    #expect(alone.status == 0, "\(alone.output)")
    #expect(alone.output.contains("the log of \(new) events begins with the \(old) events"))
    let notes = try SecondVerifier.run(["--key", key, "notes", oldNote, newNote, file])
    #expect(notes.status == 0, "\(notes.output)")
    if old != new {
      let wrongWay = try SecondVerifier.run(["--key", key, "notes", newNote, oldNote, file])
      #expect(wrongWay.status == 1)
    }
  }

  @Test("It refuses a rewritten log and a path that was altered")
  func alteredConsistency() throws {
    let log = try #require(Self.log)
    let folder = try SecondVerifier.Folder()
    let good = try log.consistency(from: 100, to: 300)
    func note(size: UInt64, root: MerkleHash) throws -> String {
      try Checkpoint(origin: log.key.name.rawValue, size: size, root: root).signed(by: log.key).encoded
    }
    let changes: [(inout ConsistencyEvidence) throws -> Void] = [
      { swap(&$0.oldCheckpoint, &$0.newCheckpoint) }, { $0.consistencyPath.removeLast() }, { $0.consistencyPath = [] },
      { $0.consistencyPath[1] = $0.consistencyPath[1].flippingBit(200) },
      { $0.oldCheckpoint = try note(size: 100, root: .numbered(1)) },
      { $0.oldCheckpoint = try note(size: 300, root: .numbered(1)) },
      { $0.newCheckpoint = try note(size: 300, root: .numbered(1)) },
    ]
    for (number, change) in changes.enumerated() {
      var altered = good
      try change(&altered)
      #expect(throws: EvidenceError.self, "change \(number)") { try altered.verify(key: log.key.verifierKey) }
      let file = try folder.write(altered.json, as: "altered-\(number).json")
      let run = try SecondVerifier.run(["--key", log.key.verifierKey.text, "consistency", file])
      #expect(run.status == 1, "change \(number): \(run.output)")
    }
  }
}

/// Runs `Scripts/verify_evidence.py` of this checkout with Debian's Python.
enum SecondVerifier {
  static let reason: Comment = "needs /usr/bin/python3 with the module cryptography (Debian: python3-cryptography)"

  static let isAvailable: Bool = {
    (try? launch(["-c", "import cryptography.hazmat.primitives.asymmetric.ed25519"]))?.status == 0
  }()

  private static let script = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Scripts/verify_evidence.py").path

  static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    try launch(["-B", script] + arguments)
  }

  private static func launch(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }

  /// A folder for one test, deleted with it.
  final class Folder {
    private let url: URL

    init() throws {
      url = FileManager.default.temporaryDirectory.appending(path: "evrak-evidence-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ bytes: [UInt8], as name: String) throws -> String {
      let file = url.appending(path: name)
      try Data(bytes).write(to: file)
      return file.path
    }

    func write(_ text: String, as name: String) throws -> String {
      try write(Array(text.utf8), as: name)
    }
  }
}
