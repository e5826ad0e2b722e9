extension SignedNote {
  /// Reads a note (C2SP signed-note, "Format"). No signature is checked by this.
  ///
  /// What is read is written back byte for byte by `encoded`. Throws a `NoteError` that tells what is malformed.
  public init(parsing bytes: some Collection<UInt8>) throws(NoteError) {
    let bytes = Array(bytes)
    guard bytes.count <= NoteLimits.maximumBytes else {
      throw NoteError(.tooLarge, "\(bytes.count) bytes, the limit is \(NoteLimits.maximumBytes)")
    }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw NoteError(.notUTF8) }
    try NoteText.requireNoControls(bytes)
    guard let blankLine = NoteText.lastBlankLine(of: bytes) else { throw NoteError(.noBlankLine) }
    let lines = bytes[(blankLine + 1)...]
    guard !lines.isEmpty else { throw NoteError(.noSignatures) }
    guard lines.last == NoteText.newline else { throw NoteError(.unterminated) }

    var signatures: [NoteSignature] = []
    for line in lines.dropLast().split(separator: NoteText.newline, omittingEmptySubsequences: false) {
      guard signatures.count < NoteLimits.maximumSignatures else {
        throw NoteError(.tooManySignatures, "the limit is \(NoteLimits.maximumSignatures)")
      }
      signatures.append(try NoteSignature(parsing: line, number: signatures.count + 1))
    }
    self.init(text: String(decoding: bytes[..<blankLine], as: UTF8.self), signatures: signatures)
  }

  /// Reads a note from a string; see `init(parsing:)` for bytes.
  public init(parsing note: String) throws(NoteError) {
    try self.init(parsing: Array(note.utf8))
  }

  init(text: String, signatures: [NoteSignature]) {
    self.text = text
    self.signatures = signatures
  }
}

extension NoteSignature {
  private static let dash = Array("\u{2014} ".utf8)

  fileprivate init(parsing line: ArraySlice<UInt8>, number: Int) throws(NoteError) {
    let space = UInt8(ascii: " ")
    guard line.starts(with: Self.dash) else { throw NoteError(.malformedSignatureLine, "\(number)") }
    let fields = line.dropFirst(Self.dash.count)
      .split(separator: space, maxSplits: 1, omittingEmptySubsequences: false)
    guard fields.count == 2, let nameField = fields.first, let base64 = fields.last else {
      throw NoteError(.malformedSignatureLine, "\(number)")
    }
    let name = try NoteKeyName(String(decoding: nameField, as: UTF8.self))
    guard let bytes = StrictBase64.decode(String(decoding: base64, as: UTF8.self)) else {
      throw NoteError(.malformedSignature, "\(name)")
    }
    // Four bytes of key id and at least one of signature.
    guard bytes.count > 4 else { throw NoteError(.signatureTooShort, "\(name)") }
    self.init(
      name: name, keyID: bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) },
      signature: Array(bytes.dropFirst(4)))
  }
}

enum NoteText {
  static let newline = UInt8(ascii: "\n")

  static func requireNoControls(_ bytes: some Collection<UInt8>) throws(NoteError) {
    for (offset, byte) in bytes.enumerated() where byte < 0x20 && byte != newline {
      throw NoteError(.controlCharacter, "\(offset)")
    }
  }

  /// Index of the newline that is the last empty line, with another newline just before it.
  static func lastBlankLine(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 2 else { return nil }
    return (1..<bytes.count).last { bytes[$0] == newline && bytes[$0 - 1] == newline }
  }
}
