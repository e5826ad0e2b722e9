/// Why the log could not do what was asked; the description is one sentence
/// for the user: what, where, what to do.
public struct EventLogError: Error, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// The root key is not the one that the archive was made with.
    case wrongRootKey
    /// Another process owns the archive.
    case archiveInUse
    /// No archive lies at the place named.
    case noArchive
    /// Something is already there.
    case alreadyExists
    /// The archive was written by a later version of the program.
    case newerFormat
    /// Stored bytes are not what they were when they were written.
    case corrupted
    /// The key of an item was destroyed on purpose.
    case erased
    /// There is no such event, item or content.
    case notFound
    /// The file system has no room left.
    case diskFull
    case permissionDenied
    case readOnly
    /// A source could not be read, or changed while it was read.
    case unreadableSource
    /// The log was closed.
    case closed
    /// Any other failure of the storage below.
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

  public static func == (a: EventLogError, b: EventLogError) -> Bool { a.code == b.code }
}
