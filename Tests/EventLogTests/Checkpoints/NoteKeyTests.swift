import EventLog
import Testing

/// Published examples: C2SP signed-note, and the documentation of the Go package sumdb/note that the format comes from.
enum PublishedNotes {
  static let exampleKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
  static let example = """
    This is an example message.

    \u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

    """
  static let goVerifierKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
  static let goSigningKey = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
  static let goText = """
    If you think cryptography is the answer to your problem,
    then you don't know what your problem is.

    """
  static let goSignature =
    "\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
  static let goOtherKey = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
  static let goOtherSignature =
    "\u{2014} EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
  static let poem = """
    Ognuno sta solo sul cuor della terra
    trafitto da un raggio di sole:

    ed è subito sera.

    \u{2014} quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=

    """
}

@Suite("Keys for notes")
struct NoteKeyTests {
  @Test("Published verifier keys read and write", arguments: [PublishedNotes.exampleKey, PublishedNotes.goVerifierKey])
  func verifierKeys(text: String) throws {
    #expect(try VerifierKey(text).text == text)
    #expect(try VerifierKey(text + "\n") == VerifierKey(text))
  }

  @Test("The example's id and key bytes")
  func exampleKey() throws {
    let key = try VerifierKey(PublishedNotes.exampleKey)
    #expect(key.name.rawValue == "example.com/foo")
    #expect(key.keyID == 0x530d_903a)
    #expect(key.publicKey == [UInt8](hex: "e932791ae6e7a840a46164c904786426d5e7821dd8b29a00d61cae72afdd4da4"))
    #expect(try VerifierKey(name: key.name, publicKey: key.publicKey) == key)
  }

  @Test("A published signing key reads, writes, and has the published verifier key")
  func signingKey() throws {
    let key = try NoteSigningKey(PublishedNotes.goSigningKey + "\n")
    #expect(key.secretText == PublishedNotes.goSigningKey)
    #expect(key.verifierKey.text == PublishedNotes.goVerifierKey)
  }

  @Test("A new key can be kept and read again, and shows no secret")
  func newKey() throws {
    let key = NoteSigningKey(generatingFor: try NoteKeyName("archive.example/letters"))
    let again = try NoteSigningKey(key.secretText)
    #expect(again.verifierKey == key.verifierKey)
    let secret = try #require(key.secretText.split(separator: "+").last)
    var dumped = ""
    dump(key, to: &dumped)
    for shown in ["\(key)", String(reflecting: key), dumped] { #expect(!shown.contains(secret)) }
  }

  @Test("No part of a key and no altered byte of it is taken for a key")
  func mangledKeys() {
    let text = Array(PublishedNotes.exampleKey.utf8)
    for start in text.indices {
      for end in start...text.count where end - start < text.count {
        let part = String(decoding: text[start..<end], as: UTF8.self)
        #expect(throws: NoteError.self) { try VerifierKey(part) }
      }
    }
    for index in text.indices {
      var altered = text
      altered[index] += 1
      #expect(throws: NoteError.self) { try VerifierKey(String(decoding: altered, as: UTF8.self)) }
    }
  }

  @Test(
    "Malformed keys are told apart",
    arguments: [
      ("", .malformedKey), ("example.com/foo", .malformedKey), ("a+b", .malformedKey), ("++", .malformedKey),
      ("example.com/foo+530d903a+", .malformedKey),
      ("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformedKeyName),
      ("a b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformedKeyName),
      ("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .keyIDMismatch),
      ("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .keyIDMismatch),
      ("example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .keyIDMismatch),
      ("example.com/foo+30d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformedKey),
      ("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .unsupportedKeyType),
      ("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==", .malformedKey),
      ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n\n", .malformedKey),
    ] as [(String, NoteError.Code)])
  func malformedKeys(text: String, code: NoteError.Code) {
    #expect(throws: NoteError(code)) { try VerifierKey(text) }
    let wanted: NoteError.Code = text.isEmpty ? .malformedKey : code
    #expect(throws: NoteError(wanted)) { try NoteSigningKey("PRIVATE+KEY+" + text) }
    #expect(throws: NoteError(.malformedKey)) { try NoteSigningKey(text) }
  }

  @Test(
    "Names with spaces, plus signs or controls are refused",
    arguments: ["", " ", "a b", "a+b", "a\tb", "a\u{2003}b", "a\u{85}", "\u{0}"])
  func malformedNames(name: String) {
    #expect(throws: NoteError(.malformedKeyName)) { try NoteKeyName(name) }
  }

  @Test("Names are compared as bytes, not as characters")
  func nameEquality() throws {
    let composed = try NoteKeyName("evrak.example/\u{E9}")
    let decomposed = try NoteKeyName("evrak.example/e\u{301}")
    #expect(composed.rawValue == decomposed.rawValue)
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
  }
}
