/// Why something that was offered for intake could not be read. It never stops an import: the scanner reports it and goes on.
///
/// Two errors are equal when code, path and offset are equal; the wording may differ.
public struct IntakeError: Error, Sendable {
  /// The kind of fault, for callers that decide by it; the values are stable.
  public enum Code: String, Sendable, CaseIterable {
    /// The system refused or failed to read (I/O error, too many open files, name too long …).
    case unreadable
    /// The rights of this user do not allow reading.
    case permissionDenied
    /// Nothing is at this path; in a Maildir, the file went away while it was being read.
    case notFound
    /// It was read, and it is no mail: empty, binary, another format, no header fields.
    case notMail
    /// The file became shorter while it was read, or ends before a length that it states itself.
    case truncated
    /// A symbolic link to a folder inside a tree; such links are never followed, since they may lead out of the tree or in circles.
    case linkNotFollowed
    /// Folders are nested deeper than `MessageReadLimits.folderDepth`.
    case tooDeep
    /// It was read, and it is no record of a text message, a fax or a note, or one that lacks what each must state.
    case notARecord
    /// The file breaks the rules of its own format there; what came before was read.
    case malformed
    /// It passes a limit of `RecordReadLimits`.
    case tooLarge
    /// A message that was written and never sent.
    case draft
  }

  public var code: Code
  /// The file or folder; bytes of a file name that are not UTF-8 are written as `\xHH`.
  public var path: String
  /// Byte offset inside the file, where the fault has one place.
  public var offset: UInt64?
  /// What is wrong and, where something can be done, what to do; continues the sentence that begins with the path.
  public var reason: String
  /// The system's error number, where the system reported one.
  public var systemError: Int32?

  public init(code: Code, path: String, offset: UInt64? = nil, reason: String, systemError: Int32? = nil) {
    self.code = code
    self.path = path
    self.offset = offset
    self.reason = reason
    self.systemError = systemError
  }
}

extension IntakeError: Equatable {
  public static func == (left: IntakeError, right: IntakeError) -> Bool {
    left.code == right.code && left.path == right.path && left.offset == right.offset
  }
}

extension IntakeError: CustomStringConvertible {
  /// One sentence: where, what, what to do.
  public var description: String {
    if let offset {
      return "\(path), byte \(offset): \(reason)."
    }
    return "\(path): \(reason)."
  }
}
