import Crypto
import EventLog
import Testing

@Suite("Signed notes")
struct SignedNoteTests {
  @Test("The specification's example verifies with its key and is written back byte for byte")
  func specificationExample() throws {
    let note = try SignedNote(parsing: PublishedNotes.example)
    #expect(note.text == "This is an example message.\n")
    #expect(note.encoded == PublishedNotes.example)
    let signature = try note.verify(with: VerifierKey(PublishedNotes.exampleKey))
    #expect(signature.name.rawValue == "example.com/foo")
    #expect(signature.keyID == 0x530d_903a)
  }

  @Test("A text with blank lines is cut at the last one")
  func blankLines() throws {
    let note = try SignedNote(parsing: PublishedNotes.poem)
    #expect(note.text.hasSuffix("sole:\n\ned è subito sera.\n"))
    #expect(note.signatures.map(\.name.rawValue) == ["quasimodo.example/salvatore"])
    #expect(note.signatures.first?.keyID == 0x367b_a04b)
    #expect(note.encoded == PublishedNotes.poem)
    #expect(try SignedNote(parsing: "\n\n" + PublishedNotes.goSignature).text == "\n")
    #expect(try SignedNote(parsing: "a\n\n\n" + PublishedNotes.goSignature).text == "a\n\n")
  }

  @Test("A published key signs a published text as published")
  func signing() throws {
    let note = try SignedNote(
      text: PublishedNotes.goText, signedBy: [NoteSigningKey(PublishedNotes.goSigningKey)])
    try note.verify(with: VerifierKey(PublishedNotes.goVerifierKey))
    #expect(note.encoded == PublishedNotes.goText + "\n" + PublishedNotes.goSignature)
  }

  @Test("Several signatures: each key finds its own, unknown ones are kept")
  func severalSignatures() throws {
    let text = PublishedNotes.goText + "\n" + PublishedNotes.goSignature + PublishedNotes.goOtherSignature
    var note = try SignedNote(parsing: text)
    let first = try VerifierKey(PublishedNotes.goVerifierKey)
    let second = try VerifierKey(PublishedNotes.goOtherKey)
    #expect(try note.verify(with: first).name.rawValue == "PeterNeumann")
    #expect(try note.verify(with: second).name.rawValue == "EnochRoot")
    #expect(try note.verify(with: [second, first]).map(\.name.rawValue) == ["PeterNeumann", "EnochRoot"])

    // Signing again replaces the same key's line and leaves the other.
    try note.sign(with: NoteSigningKey(PublishedNotes.goSigningKey))
    #expect(note.signatures.map(\.name.rawValue) == ["EnochRoot", "PeterNeumann"])
    #expect(try SignedNote(parsing: note.encoded) == note)
  }

  @Test("A witness's signature of an unknown kind and length is kept as it came")
  func unknownKind() throws {
    let line =
      "\u{2014} witness.example/w1 "
      + "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
    let note = try SignedNote(parsing: PublishedNotes.goText + "\n" + line + PublishedNotes.goSignature)
    #expect(note.signatures.first?.signature.count == 72)
    try note.verify(with: VerifierKey(PublishedNotes.goVerifierKey))
    #expect(note.encoded.contains(line))
  }

  @Test("A note by another key, even of the same name, proves nothing")
  func otherKeys() throws {
    let note = try SignedNote(parsing: PublishedNotes.example)
    #expect(throws: NoteError(.notSignedByKey)) {
      try note.verify(with: VerifierKey(PublishedNotes.goVerifierKey))
    }
    let namesake = NoteSigningKey(generatingFor: try NoteKeyName("example.com/foo"))
    #expect(throws: NoteError(.notSignedByKey)) { try note.verify(with: namesake.verifierKey) }
    #expect(throws: NoteError(.notSignedByKey)) { try note.verify(with: []) }
  }

  @Test("A wrong signature in a trusted key's name condemns the note, beside a good one too")
  func wrongSignature() throws {
    let key = try VerifierKey(PublishedNotes.goVerifierKey)
    let altered = try SignedNote(parsing: "Another text.\n\n" + PublishedNotes.goSignature)
    #expect(throws: NoteError(.wrongSignature)) { try altered.verify(with: key) }
    let forgedLine = PublishedNotes.goSignature.replacing("x08go/ZJ", with: "x08go/ZK")
    let both = PublishedNotes.goText + "\n" + PublishedNotes.goSignature + forgedLine
    #expect(throws: NoteError(.wrongSignature)) { try SignedNote(parsing: both).verify(with: key) }
    let short = PublishedNotes.goText + "\n\u{2014} PeterNeumann x08go/Zv\n"
    #expect(throws: NoteError(.wrongSignature)) { try SignedNote(parsing: short).verify(with: key) }
  }

  @Test("No altered byte of the example passes")
  func alteredBytes() throws {
    let key = try VerifierKey(PublishedNotes.exampleKey)
    let bytes = Array(PublishedNotes.example.utf8)
    for index in bytes.indices {
      for bit in 0..<8 {
        var altered = bytes
        altered[index] ^= 1 << UInt8(bit)
        #expect(throws: NoteError.self) { try SignedNote(parsing: altered).verify(with: key) }
      }
    }
  }

  private static let text = PublishedNotes.goText
  private static let line = PublishedNotes.goSignature

  @Test(
    "Malformed notes are told apart",
    arguments: [
      ("", .noBlankLine),
      (text, .noBlankLine),
      (text + line, .noBlankLine),
      ("\n" + line, .noBlankLine),
      (text + "\n", .noSignatures),
      (text + "\n" + line.dropLast(), .unterminated),
      ("\u{1}" + text + "\n" + line, .controlCharacter),
      (text + "\n" + line.dropLast() + "\r\n", .controlCharacter),
      (text + "\n" + line + "Unexpected line.\n", .malformedSignatureLine),
      (text + "\n- Name AAAAAAA=\n", .malformedSignatureLine),
      (text + "\n\u{2014}Name AAAAAAA=\n", .malformedSignatureLine),
      (text + "\n\u{2014} Name\n", .malformedSignatureLine),
      (text + "\n" + line + "\n" + line + "x\n", .malformedSignatureLine),
      (text + "\n\u{2014} Bad+Name AAAAAAA=\n", .malformedKeyName),
      (text + "\n\u{2014} Bad\u{A0}Name AAAAAAA=\n", .malformedKeyName),
      (text + "\n\u{2014}  AAAAAAA=\n", .malformedKeyName),
      (text + "\n\u{2014} Bad Name AAAAAAA=\n", .malformedSignature),
      (text + "\n\u{2014} Name AAAAAAA\n", .malformedSignature),
      (text + "\n\u{2014} Name AAAAAAB=\n", .malformedSignature),
      (text + "\n\u{2014} Name AAAAAAA= \n", .malformedSignature),
      (text + "\n\u{2014} Name AAAA-AA=\n", .malformedSignature),
      (text + "\n\u{2014} Name AAAAAA==\n", .signatureTooShort),
      (text + "\n\u{2014} Name \n", .signatureTooShort),
    ] as [(String, NoteError.Code)])
  func malformed(note: String, code: NoteError.Code) {
    #expect(throws: NoteError(code)) { try SignedNote(parsing: note) }
  }

  @Test(
    "Bytes that are not UTF-8 are refused",
    arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x80]] as [[UInt8]])
  func notUTF8(bytes: [UInt8]) {
    #expect(throws: NoteError(.notUTF8)) { try SignedNote(parsing: bytes + Array((Self.text + "\n" + Self.line).utf8)) }
  }

  @Test("Limits: a hundred signatures and a mebibyte pass, one more does not")
  func limits() throws {
    let lines = String(repeating: Self.line, count: NoteLimits.maximumSignatures)
    #expect(try SignedNote(parsing: Self.text + "\n" + lines).signatures.count == 100)
    #expect(throws: NoteError(.tooManySignatures)) { try SignedNote(parsing: Self.text + "\n" + lines + Self.line) }

    let room = NoteLimits.maximumBytes - Self.line.utf8.count - 2
    let longest = String(repeating: "x", count: room) + "\n\n" + Self.line
    #expect(try SignedNote(parsing: longest).text.utf8.count == room + 1)
    #expect(throws: NoteError(.tooLarge)) { try SignedNote(parsing: "x" + longest) }
  }

  @Test("Only a note's text can be signed")
  func unsignableTexts() throws {
    let key = try NoteSigningKey(PublishedNotes.goSigningKey)
    #expect(throws: NoteError(.textUnterminated)) { try SignedNote(text: "abc", signedBy: [key]) }
    #expect(throws: NoteError(.textUnterminated)) { try SignedNote(text: "", signedBy: [key]) }
    #expect(throws: NoteError(.controlCharacter)) { try SignedNote(text: "a\tb\n", signedBy: [key]) }
    let longest = String(repeating: "x", count: NoteLimits.maximumBytes - Self.line.utf8.count - 2) + "\n"
    #expect(try SignedNote(parsing: SignedNote(text: longest, signedBy: [key]).encoded).text == longest)
    #expect(throws: NoteError(.tooLarge)) { try SignedNote(text: "x" + longest, signedBy: [key]) }
  }

  @Test("Two different keys of one name and id are not chosen between")
  func ambiguousKeys() throws {
    // Ids have 32 bits: these two were found among 91,000 numbered keys.
    let name = try NoteKeyName("archive.example")
    let keys = try [66_660, 91_160].map { number in
      try VerifierKey(name: name, publicKey: Array(SHA256.hash(data: Array("key \(number)".utf8))))
    }
    #expect(keys[0].keyID == keys[1].keyID && keys[0] != keys[1])
    let note = try SignedNote(parsing: "text\n\n\u{2014} archive.example j3/iPwAAAAA=\n")
    #expect(note.signatures[0].keyID == keys[0].keyID)
    #expect(throws: NoteError(.ambiguousKey)) { try note.verify(with: keys) }
    #expect(throws: NoteError(.wrongSignature)) { try note.verify(with: keys[0]) }

    // One key given twice is one key.
    let key = try VerifierKey(PublishedNotes.exampleKey)
    #expect(try SignedNote(parsing: PublishedNotes.example).verify(with: [key, key]).count == 1)
  }

  @Test("Each error says in one sentence what is wrong", arguments: NoteError.Code.allCases)
  func sentences(code: NoteError.Code) {
    let sentence = NoteError(code, "context").description
    #expect(sentence.hasSuffix(".") && sentence.count > 20 && !sentence.contains("\n"))
  }
}
