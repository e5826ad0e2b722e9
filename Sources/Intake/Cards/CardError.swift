/// Why a card, a row or a whole file of contacts could not be read. What is not named by an error was read.
///
/// Two errors are equal when code, offset and line are equal; the wording may differ.
public struct CardError: Error, Sendable {
  /// The values are stable.
  public enum Code: String, Sendable, CaseIterable {
    /// The file is larger than `CardLimits.file`. Nothing was read.
    case fileTooLarge
    /// There is nothing in the file.
    case empty
    /// No heading of the table is the name of a column with a name, an address or a number. Nothing was read.
    case noKnownColumn
    /// The card or row has neither name nor address nor number.
    case nothingToContact
    /// Text that belongs to no card.
    case outsideOfCards
    /// A quotation mark opens a field that never ends. The rest of the file was not read.
    case unterminatedField
    /// A field is larger than `CardLimits.field`.
    case fieldTooLarge
    /// A row has more columns than `CardLimits.columns`.
    case tooManyColumns
    /// A card or row holds more values than `CardLimits.values`.
    case tooManyValues
  }

  public var code: Code
  /// Byte offset in the file.
  public var offset: UInt64
  /// Line in the file, counted from 1.
  public var line: Int
  /// What is wrong and, where something can be done, what to do; continues the sentence that begins with the place.
  public var reason: String

  public init(code: Code, offset: UInt64, line: Int, reason: String) {
    self.code = code
    self.offset = offset
    self.line = line
    self.reason = reason
  }
}

extension CardError: Equatable {
  public static func == (left: CardError, right: CardError) -> Bool {
    left.code == right.code && left.offset == right.offset && left.line == right.line
  }
}

extension CardError: CustomStringConvertible {
  /// One sentence: where, what, what to do.
  public var description: String { "line \(line), byte \(offset): \(reason)." }
}
