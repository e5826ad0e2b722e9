import Foundation

/// Why the index could not do something.
public struct IndexError: Error, CustomStringConvertible, Sendable {
  public struct Code: Hashable, Sendable {
    private enum Kind: Hashable, Sendable { case damaged, missing, diskFull, unwritable, unreadable, tooLarge, closed }
    private let kind: Kind
    /// Bytes of a segment are not those that were written.
    public static let damaged = Code(kind: .damaged)
    /// A segment of the catalogue is not there.
    public static let missing = Code(kind: .missing)
    public static let diskFull = Code(kind: .diskFull)
    public static let unwritable = Code(kind: .unwritable)
    public static let unreadable = Code(kind: .unreadable)
    /// A query or document beyond a limit that the message names.
    public static let tooLarge = Code(kind: .tooLarge)
    public static let closed = Code(kind: .closed)
  }

  public let code: Code
  public let message: String
  public let underlying: (any Error)?

  public init(_ code: Code, _ message: String, underlying: (any Error)? = nil) {
    (self.code, self.message, self.underlying) = (code, message, underlying)
  }

  public var description: String { message }

  /// The error of a failed system call.
  static func system(_ number: Int32, _ what: String, _ path: String, writing: Bool) -> IndexError {
    let reason = String(cString: strerror(number))
    if number == ENOSPC || number == EDQUOT {
      return IndexError(.diskFull, "The disk that holds \(path) is full; free some space and try again.")
    }
    if number == ENOENT, !writing { return IndexError(.missing, "The search index lacks \(path).") }
    return IndexError(writing ? .unwritable : .unreadable, "\(path) can't be \(what): \(reason).")
  }
}
