import EventLog
import Testing

@Suite("Checkpoints")
struct CheckpointTests {
  /// The example of C2SP tlog-checkpoint.
  static let example = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
  static let root = MerkleHash.numbered(7)

  private func signingKey(_ name: String = "archive.example/letters") throws -> NoteSigningKey {
    NoteSigningKey(generatingFor: try NoteKeyName(name))
  }

  @Test("The specification's example reads, and is written back byte for byte")
  func specificationExample() throws {
    let line =
      "\u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    let note = try SignedNote(parsing: Self.example + "\n" + line)
    let checkpoint = try Checkpoint(parsing: note.text)
    #expect(checkpoint.origin == "example.com/behind-the-sofa")
    #expect(checkpoint.size == 20_852_163)
    #expect(checkpoint.root.base64 == "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
    #expect(checkpoint.extensions.isEmpty)
    #expect(checkpoint.text == Self.example)
  }

  @Test("A signed checkpoint verifies with its key", arguments: [0, 1, 600, UInt64.max])
  func signing(size: UInt64) throws {
    let key = try signingKey()
    let checkpoint = try Checkpoint(
      origin: key.name.rawValue, size: size, root: Self.root, extensions: ["more", "lines"])
    let note = try SignedNote(parsing: checkpoint.signed(by: key).encoded)
    #expect(try Checkpoint(verifying: note, with: key.verifierKey) == checkpoint)
  }

  @Test("A checkpoint of another log, or by another key, is refused")
  func otherLog() throws {
    let key = try signingKey()
    let foreign = try Checkpoint(origin: "other.example/log", size: 5, root: Self.root)
    #expect(throws: CheckpointError(.originMismatch)) { try foreign.signed(by: key) }
    let note = try SignedNote(text: foreign.text, signedBy: [key])
    #expect(throws: CheckpointError(.originMismatch)) { try Checkpoint(verifying: note, with: key.verifierKey) }

    let own = try Checkpoint(origin: key.name.rawValue, size: 5, root: Self.root).signed(by: key)
    let namesake = try signingKey()
    #expect(throws: CheckpointError(.note, underlying: NoteError(.notSignedByKey))) {
      try Checkpoint(verifying: own, with: namesake.verifierKey)
    }
  }

  @Test(
    "Malformed checkpoints are told apart",
    arguments: [
      ("", .incomplete), ("\n", .incomplete), ("log\n12\n", .incomplete),
      ("log\n12\n\(root.base64)", .incomplete),
      ("\n12\n\(root.base64)\n", .malformedOrigin),
      ("log\r\n12\n\(root.base64)\n", .malformedOrigin),
      ("log\n\n\(root.base64)\n", .malformedSize),
      ("log\n012\n\(root.base64)\n", .malformedSize),
      ("log\n00\n\(root.base64)\n", .malformedSize),
      ("log\n-1\n\(root.base64)\n", .malformedSize),
      ("log\n+1\n\(root.base64)\n", .malformedSize),
      ("log\n 1\n\(root.base64)\n", .malformedSize),
      ("log\n1e3\n\(root.base64)\n", .malformedSize),
      ("log\n١٢\n\(root.base64)\n", .malformedSize),
      ("log\n18446744073709551616\n\(root.base64)\n", .malformedSize),
      ("log\n12\n\n", .malformedRoot),
      ("log\n12\nAAAA\n", .malformedRoot),
      ("log\n12\n\(root.description)\n", .malformedRoot),
      ("log\n12\n\(root.base64.dropLast())\n", .malformedRoot),
      ("log\n12\n\(root.base64)\n\n", .malformedExtension),
      ("log\n12\n\(root.base64)\na\tb\n", .malformedExtension),
    ] as [(String, CheckpointError.Code)])
  func malformed(text: String, code: CheckpointError.Code) {
    #expect(throws: CheckpointError(code)) { try Checkpoint(parsing: text) }
  }

  @Test("Lines that would break the form cannot be put in")
  func malformedParts() {
    #expect(throws: CheckpointError(.malformedOrigin)) { try Checkpoint(origin: "", size: 0, root: .emptyRoot) }
    #expect(throws: CheckpointError(.malformedOrigin)) { try Checkpoint(origin: "a\nb", size: 0, root: .emptyRoot) }
    #expect(throws: CheckpointError(.malformedExtension)) {
      try Checkpoint(origin: "a", size: 0, root: .emptyRoot, extensions: ["fine", ""])
    }
  }

  @Test("Each error says in one sentence what is wrong", arguments: CheckpointError.Code.allCases)
  func sentences(code: CheckpointError.Code) {
    let sentence = CheckpointError(code, "context", underlying: NoteError(.notUTF8)).description
    #expect(sentence.hasSuffix(".") && sentence.count > 20 && !sentence.contains("\n"))
  }
}
