public import EventLog
import Foundation

extension Archive {
  /// Verifies the archive in `directory` while nobody writes to it.
  ///
  /// Throws `archiveInUse` while another process owns it: a backup taken
  /// meanwhile can be verified instead.
  public static func verify(
    directory: String, against note: String?, key: String?, keys: KeySource = KeySource(),
    progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws -> VerificationReport {
    let settings = try ArchiveSettings(directory: directory)
    let rootKey = try keys.rootKey(settings)
    let verifierKey = try key.map { try VerifierKey($0) } ?? settings.verifierKey
    // With a note, the note is what the key is for: a rewritten archive may well say that it has another.
    guard note != nil || verifierKey.text == settings.verifierKey.text else {
      throw ArchiveError(
        .badKey, "The archive in \(directory) has the public key \(settings.verifierKey.text), not the one given.")
    }
    let outside = try note.map { text in
      let checkpoint = try Checkpoint(verifying: try SignedNote(parsing: text), with: verifierKey)
      return LogVerifier.OutsideNote(size: checkpoint.size, root: checkpoint.root)
    }
    let lock = try lockForReading(directory)
    let verifier = LogVerifier(
      archive: settings.id, rootKey: rootKey, verifierKey: settings.verifierKey, against: outside)
    let report = try verifier.verify(directory: directory, progress: progress)
    return withExtendedLifetime(lock) { report }
  }

  /// Nobody may write while the files are read. Where even the lock can't be
  /// written, nobody like us can write the rest.
  private static func lockForReading(_ directory: String) throws -> ArchiveLock? {
    let result: Result<ArchiveLock, EventLogError> = Result { () throws(EventLogError) in
      try ArchiveLock(directory: directory)
    }
    switch result {
    case .success(let lock):
      return lock
    case .failure(let error) where [.permissionDenied, .readOnly, .diskFull].contains(error.code):
      return nil
    case .failure(let error) where error.code == .archiveInUse:
      throw EventLogError(
        .archiveInUse,
        "\(error.message.prefix { $0 != ";" }); wait until it has finished, or verify a copy: `evrak backup COPY`, then `evrak verify --archive COPY`."
      )
    case .failure(let error):
      throw error
    }
  }
}
