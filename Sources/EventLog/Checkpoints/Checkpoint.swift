/// The log's statement of its size and Merkle root, the text of a checkpoint note (C2SP tlog-checkpoint).
public struct Checkpoint: Sendable {
  /// Which log: the name of its signing key.
  public let origin: String
  /// Number of events.
  public let size: UInt64
  /// Merkle root over the first `size` events.
  public let root: MerkleHash
  /// Further lines, which no monitor can check; the specification advises against them.
  public let extensions: [String]

  /// Throws `CheckpointError.malformedOrigin` or `malformedExtension` when a line is empty, or has a newline or
  /// another control character.
  public init(origin: String, size: UInt64, root: MerkleHash, extensions: [String] = []) throws(CheckpointError) {
    guard Self.isLine(origin) else { throw CheckpointError(.malformedOrigin) }
    for (index, line) in extensions.enumerated() where !Self.isLine(line) {
      throw CheckpointError(.malformedExtension, "\(index + 1)")
    }
    self.origin = origin
    self.size = size
    self.root = root
    self.extensions = extensions
  }

  private static func isLine(_ line: String) -> Bool {
    !line.isEmpty && line.utf8.allSatisfy { $0 >= 0x20 }
  }

  /// The text that is signed.
  public var text: String {
    ([origin, "\(size)", root.base64] + extensions).map { $0 + "\n" }.joined()
  }

  /// The signed note. The origin must be the key's name, so that a note says by itself which key to check it with.
  ///
  /// Throws `CheckpointError.originMismatch`, or the `NoteError` that signing gave.
  public func signed(by key: NoteSigningKey) throws(CheckpointError) -> SignedNote {
    guard origin.utf8.elementsEqual(key.name.rawValue.utf8) else {
      throw CheckpointError(.originMismatch, "“\(origin)”, the key “\(key.name)”")
    }
    do {
      return try SignedNote(text: text, signedBy: [key])
    } catch {
      throw CheckpointError(.note, underlying: error)
    }
  }
}

extension Checkpoint {
  /// Reads the text of a note. What is read is written back byte for byte by `text`.
  public init(parsing text: String) throws(CheckpointError) {
    guard text.utf8.last == NoteText.newline else { throw CheckpointError(.incomplete) }
    // Lines are cut as bytes: for a Swift Character, CR LF would be one.
    let lines = Array(text.utf8).dropLast()
      .split(separator: NoteText.newline, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard lines.count >= 3 else { throw CheckpointError(.incomplete) }
    guard let size = Self.decimal(lines[1]) else { throw CheckpointError(.malformedSize) }
    guard let bytes = StrictBase64.decode(lines[2]), let root = MerkleHash(bytes: bytes) else {
      throw CheckpointError(.malformedRoot)
    }
    try self.init(origin: lines[0], size: size, root: root, extensions: Array(lines[3...]))
  }

  /// Checks that `note` is signed by `key` and that its text is a checkpoint of the log of that name.
  ///
  /// Throws the `NoteError` of the signature check under `CheckpointError.note`, `originMismatch`, or what is
  /// malformed in the text.
  public init(verifying note: SignedNote, with key: VerifierKey) throws(CheckpointError) {
    do {
      try note.verify(with: key)
    } catch {
      throw CheckpointError(.note, underlying: error)
    }
    try self.init(parsing: note.text)
    guard origin.utf8.elementsEqual(key.name.rawValue.utf8) else {
      throw CheckpointError(.originMismatch, "“\(origin)”, the key “\(key.name)”")
    }
  }

  /// Decimal digits without a leading zero, up to 2^64 − 1.
  private static func decimal(_ line: String) -> UInt64? {
    guard line == "0" || line.utf8.first != UInt8(ascii: "0"),
      line.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return UInt64(line)
  }
}

extension Checkpoint: Equatable {
  /// Equality of the texts' bytes.
  public static func == (left: Checkpoint, right: Checkpoint) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }
}

/// What is wrong with a checkpoint note.
public struct CheckpointError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable, CaseIterable {
    /// The text has fewer than three lines, or no newline at its end.
    case incomplete
    /// The origin line is empty or has a control character.
    case malformedOrigin
    /// The size line is not a decimal number without leading zeros below 2^64.
    case malformedSize
    /// The root line is not base64 of 32 bytes.
    case malformedRoot
    /// An extension line is empty or has a control character.
    case malformedExtension
    /// The checkpoint is of another log than the key.
    case originMismatch
    /// The note around the text is malformed or not signed by the key; the error below says which.
    case note
  }

  public let code: Code
  /// Where and how, for the sentence.
  public let context: String
  /// The cause, for `note`.
  public let underlying: NoteError?

  public init(_ code: Code, _ context: String = "", underlying: NoteError? = nil) {
    self.code = code
    self.context = context
    self.underlying = underlying
  }

  /// Equality by code, and by the code of the note's error.
  public static func == (left: CheckpointError, right: CheckpointError) -> Bool {
    left.code == right.code && left.underlying == right.underlying
  }

  public var description: String {
    switch code {
    case .incomplete: "The checkpoint does not have its three lines; give the whole note."
    case .malformedOrigin: "The checkpoint's origin line is empty or has a control character; get the note again."
    case .malformedSize: "The checkpoint's size is not a plain decimal number; get the note again."
    case .malformedRoot: "The checkpoint's root is not the base64 of 32 bytes; get the note again."
    case .malformedExtension:
      "Extension line \(context) of the checkpoint is empty or has a control character; get the note again."
    case .originMismatch:
      "The checkpoint is of another log: its origin is \(context); use the key of that log."
    case .note: underlying?.description ?? "The checkpoint's note is malformed; get it again."
    }
  }
}
