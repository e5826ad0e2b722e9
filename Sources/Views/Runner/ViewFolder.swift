import EventLog
import Foundation

/// The folder of one view.
enum ViewFolder {
  static func make(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw EventLogError(errno: errno, doing: "made", path: path)
    }
  }

  static func remove(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw EventLogError(errno: errno, doing: "removed", path: path)
    }
  }
}
