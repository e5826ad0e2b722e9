public import EventLog
import Foundation
import Yams

/// What `backup.yaml` says of a backup.
public struct BackupManifest: Sendable, Codable, Equatable {
  public static let fileName = "backup.yaml"

  public var format: Int
  public var archive: String
  /// When the backup was taken, RFC 3339.
  public var taken: String
  /// Events in the backup at least.
  public var events: UInt64
  /// The signed note of the log when the backup began.
  public var checkpoint: String?
  /// Whether keys/ is part of this folder.
  public var has_keys: Bool
  /// The day after which keys/ must no longer be restored, since old keys
  /// undo erasures: YYYY-MM-DD.
  public var keys_expire: String?

  static func read(_ directory: String) throws -> BackupManifest {
    let path = directory + "/" + fileName
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw ArchiveError(
        .notAnArchive, "\(directory) is not a backup: it has no \(fileName); name a folder that `evrak backup` made.")
    }
    do {
      return try YAMLDecoder().decode(BackupManifest.self, from: text)
    } catch {
      throw ArchiveError(.badSettings, "\(path) can't be understood; take another backup.", underlying: error)
    }
  }

  func write(_ directory: String) throws {
    let text = try YAMLEncoder().encode(self)
    try DurableFile.write(Array(text.utf8), to: directory + "/" + Self.fileName, mode: 0o600)
  }
}
