import EventLog
import Foundation

/// The folder of the index, exchanged as a whole.
enum IndexFolder {
  /// Has `make` fill a folder beside the one at `path`, and puts it in its place: a crash on the way leaves the old one.
  static func replace(_ path: String, _ make: (String) throws -> Void) throws {
    let files = FileManager.default
    let (fresh, retired) = (path + ".new", path + ".old")
    for leftover in [fresh, retired] where files.fileExists(atPath: leftover) { try files.removeItem(atPath: leftover) }
    try make(fresh)
    if files.fileExists(atPath: path) { try files.moveItem(atPath: path, toPath: retired) }
    try files.moveItem(atPath: fresh, toPath: path)
    try DirectorySync.sync((path as NSString).deletingLastPathComponent)
    if files.fileExists(atPath: retired) { try files.removeItem(atPath: retired) }
  }
}
