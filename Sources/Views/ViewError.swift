/// Why a view could not be computed or asked.
public struct ViewError: Error, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// The view's files can't be used; `evrak rebuild` makes them anew.
    case unusable
    /// There is no view of that name.
    case unknownView
    case diskFull
    case storage
  }

  public let code: Code
  public let message: String
  public let underlying: (any Error)?

  public init(_ code: Code, _ message: String, underlying: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.underlying = underlying
  }

  public var description: String { message }

  public static func == (a: ViewError, b: ViewError) -> Bool { a.code == b.code }
}
