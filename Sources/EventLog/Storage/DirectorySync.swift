import Foundation

/// Makes names durable: a new file is safe only once its folder is synced.
public enum DirectorySync {
  public static func sync(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw EventLogError(errno: errno, doing: "opened", path: path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw EventLogError(errno: errno, doing: "made durable", path: path) }
  }
}

extension EventLogError {
  /// Puts a failed system call into the user's terms.
  public init(errno number: Int32, doing participle: String, path: String) {
    let reason = String(cString: strerror(number))
    switch number {
    case ENOSPC, EDQUOT:
      self.init(.diskFull, "The disk that holds \(path) is full; free some space and run the command again.")
    case EACCES, EPERM:
      self.init(
        .permissionDenied, "\(path) can't be \(participle): \(reason); run as its owner or change its permissions.")
    case EROFS:
      self.init(.readOnly, "\(path) can't be \(participle): the disk is mounted read-only; mount it for writing.")
    case ENOENT, ENOTDIR:
      self.init(.noArchive, "\(path) can't be \(participle): \(reason); check the path.")
    case EEXIST:
      self.init(.alreadyExists, "\(path) is there already; choose another place.")
    default:
      self.init(.storage, "\(path) can't be \(participle): \(reason).")
    }
  }
}
