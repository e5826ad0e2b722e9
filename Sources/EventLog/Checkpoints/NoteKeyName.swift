/// The name of a key that signs notes, often a URL without a scheme (C2SP signed-note, "Format").
///
/// Names are equal when their bytes are: a Swift `String` would also hold composed and decomposed letters for equal.
public struct NoteKeyName: Sendable, Hashable, CustomStringConvertible {
  public let rawValue: String

  /// Throws `NoteError.malformedKeyName` when the name is empty or has a Unicode space, a plus or a control character.
  public init(_ name: String) throws(NoteError) {
    let isAllowed = name.unicodeScalars.allSatisfy { scalar in
      scalar.value >= 0x20 && scalar != "+" && !scalar.properties.isWhitespace
    }
    guard isAllowed, !name.isEmpty else { throw NoteError(.malformedKeyName, name) }
    rawValue = name
  }

  public static func == (left: NoteKeyName, right: NoteKeyName) -> Bool {
    left.rawValue.utf8.elementsEqual(right.rawValue.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    for byte in rawValue.utf8 { hasher.combine(byte) }
  }

  public var description: String { rawValue }
}
