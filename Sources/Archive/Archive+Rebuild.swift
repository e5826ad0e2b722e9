import EventLog
import Foundation
import Views

extension Archive {
  public static let viewNames = [TimelineProjection.name, searchName]
  static let searchName = "search"

  /// Computes a view in a folder beside the old one and then takes its place,
  /// so that a crash on the way leaves the old view in use.
  public func rebuildView(_ name: String, progress: ((UInt64) -> Void)? = nil) throws {
    guard Self.viewNames.contains(name) else {
      throw ViewError(
        .unknownView, "There is no view \(name); the views are \(Self.viewNames.joined(separator: ", ")).")
    }
    if name == Self.searchName { return try rebuildSearch(progress: progress) }
    let scratch = viewsDirectory + "/.rebuild"
    let files = FileManager.default
    if files.fileExists(atPath: scratch) { try files.removeItem(atPath: scratch) }
    let view: View<TimelineProjection> = try View(directory: scratch, log: log, role: .owner)
    try view.catchUp(with: log, progress: progress)
    view.close()
    let (fresh, old, retired) = (scratch + "/" + name, viewsDirectory + "/" + name, scratch + "/retired")
    if files.fileExists(atPath: old) { try files.moveItem(atPath: old, toPath: retired) }
    try files.moveItem(atPath: fresh, toPath: old)
    try DirectorySync.sync(viewsDirectory)
    try files.removeItem(atPath: scratch)
  }
}
