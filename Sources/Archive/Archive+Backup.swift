import ArchiveEvents
public import EventLog
public import Foundation
import Views

/// Days are counted in the time zone of this machine.
public struct KeyExpiry: Sendable {
  /// How long a backup of the keys may be restored unless told otherwise.
  public static let defaultDays = 90

  public let day: String

  public init(days: Int, from now: Date = Date()) {
    day = Self.text(now.addingTimeInterval(TimeInterval(days) * 86_400))
  }

  static func text(_ date: Date) -> String {
    let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: date)
    return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
  }
}

extension Archive {
  /// Copies the archive into a new folder while it is in use. The copy is
  /// itself an archive that can be read and verified; views are left out, since
  /// they follow from the log.
  ///
  /// - Parameter keyDirectory: where to put keys/ instead, so that it can be
  ///   kept and destroyed apart from the log; nil for inside the backup.
  public func backUp(
    to destination: String, includingKeys: Bool, keyDirectory: String?, expiry: KeyExpiry
  ) throws -> BackupManifest {
    if (destination + "/").hasPrefix(directory + "/") {
      throw ArchiveError(.cannotCreate, "\(destination) lies in the archive itself; name a folder outside of it.")
    }
    guard mkdir(destination, 0o700) == 0 else {
      if errno == EEXIST {
        throw ArchiveError(.alreadyExists, "\(destination) is there already; name a new folder for the backup.")
      }
      throw EventLogError(errno: errno, doing: "made", path: destination)
    }
    do {
      let edge = try log.edge()
      // Where the signing key is kept elsewhere, the newest note of the log serves.
      let note = try? signCheckpoint().encoded
      let inside = includingKeys && keyDirectory == nil
      try log.backUp(to: destination, includingKeys: inside)
      if includingKeys, let keyDirectory { try log.backUpKeys(to: keyDirectory) }
      try settings.write(directory: destination)
      let manifest = BackupManifest(
        format: ArchiveSettings.currentFormat, archive: settings.id.description, taken: Timestamp.now().wholeSeconds,
        events: edge.size, checkpoint: try note ?? log.latestCheckpoint()?.note, has_keys: inside,
        keys_expire: includingKeys ? expiry.day : nil)
      try manifest.write(destination)
      return manifest
    } catch {
      try? FileManager.default.removeItem(atPath: destination)
      throw error
    }
  }

  /// Makes an archive out of a backup, verifies it and computes its views.
  public static func restore(
    from source: String, to destination: String, keyDirectory: String?, acceptExpiredKeys: Bool,
    keys: KeySource = KeySource(), now: Date = Date(), progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws -> VerificationReport {
    let manifest = try BackupManifest.read(source)
    _ = try ArchiveSettings(directory: source)
    if let expire = manifest.keys_expire, KeyExpiry.text(now) > expire, !acceptExpiredKeys {
      throw ArchiveError(
        .badKey,
        "The keys of this backup expired on \(expire): restoring them would bring back what was erased since; give --accept-expired-keys if that is right."
      )
    }
    let keyFolder = keyDirectory ?? source + "/keys"
    guard FileManager.default.fileExists(atPath: keyFolder + "/data.mdb") else {
      throw ArchiveError(
        .missingKey, "The backup has no keys in \(keyFolder); name the folder that holds them with --keys.")
    }
    guard mkdir(destination, 0o700) == 0 else {
      if errno == EEXIST {
        throw ArchiveError(.alreadyExists, "\(destination) is there already; name a new folder to restore to.")
      }
      throw EventLogError(errno: errno, doing: "made", path: destination)
    }
    do {
      for (from, name) in [(source + "/log", "log"), (keyFolder, "keys")] {
        guard mkdir(destination + "/" + name, 0o700) == 0 else {
          throw EventLogError(errno: errno, doing: "made", path: destination + "/" + name)
        }
        try DurableCopy.copy(from + "/data.mdb", to: destination + "/" + name + "/data.mdb")
      }
      guard mkdir(destination + "/views", 0o700) == 0 else {
        throw EventLogError(errno: errno, doing: "made", path: destination + "/views")
      }
      try DurableCopy.copy(source + "/" + ArchiveSettings.fileName, to: destination + "/" + ArchiveSettings.fileName)
      try DirectorySync.sync(destination)
      let report = try verify(
        directory: destination, against: manifest.checkpoint, key: nil, keys: keys, progress: progress)
      if report.isSound {
        let archive = try Archive(directory: destination, role: .owner, keys: keys)
        let view = try archive.timelines()
        try view.catchUp(with: archive.log)
        view.close()
        archive.close()
      }
      return report
    } catch {
      try? FileManager.default.removeItem(atPath: destination)
      throw error
    }
  }
}
