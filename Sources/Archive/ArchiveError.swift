/// Why an archive could not be made or opened, apart from failures of the log
/// itself.
public struct ArchiveError: Error, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// archive.yaml is missing: this is no archive.
    case notAnArchive
    /// archive.yaml can't be understood.
    case badSettings
    /// The archive was made by a later version of the program.
    case newerFormat
    /// No root key or signing key was found where it should be.
    case missingKey
    /// A key is there but is not a key, or others may read it.
    case badKey
    /// Something is at the place where an archive was to be made.
    case alreadyExists
    case cannotCreate
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

  public static func == (a: ArchiveError, b: ArchiveError) -> Bool { a.code == b.code }
}
