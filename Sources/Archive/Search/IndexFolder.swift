import EventLog
import Foundation

/// The folder of the index, exchanged as a whole.
enum IndexFolder {
  /// Tidies up what a crash in `replace` left: the old index if it is the only one, else nothing but the one in use.
  static func recover(_ path: String) throws {
    let files = FileManager.default
    if !files.fileExists(atPath: path), files.fileExists(atPath: path + ".old") {
      try files.moveItem(atPath: path + ".old", toPath: path)
    }
    for leftover in [path + ".new", path + ".old"] where files.fileExists(atPath: leftover) {
      try files.removeItem(atPath: leftover)
    }
  }

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
