import Testing

@testable import Intake

/// The text of backups, and what is read from them.
enum BackupText {
  static let declaration = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"

  static func backup(_ elements: String, declaration: String = declaration) -> String {
    declaration + "<!--File Created By SMS Backup & Restore-->\n<smses count=\"1\">\n\(elements)\n</smses>\n"
  }

  /// An `sms` with the attributes that are always there.
  static func sms(
    _ body: String = "Merhaba", address: String = "+905325550110", date: String = "1740810600000", type: String = "1",
    more: String = ""
  ) -> String {
    "<sms protocol=\"0\" address=\"\(address)\" date=\"\(date)\" type=\"\(type)\" subject=\"null\" body=\"\(body)\" "
      + "service_center=\"null\" readable_date=\"1 Mar 2025 09:30:00\" contact_name=\"(Unknown)\" \(more)/>"
  }

  /// Reads bytes in pieces, without a file.
  static func read(
    _ bytes: [UInt8], piece: Int = .max, limits: RecordReadLimits = .default
  ) throws -> (found: [FoundRecord], failed: [IntakeError]) {
    let listener = Listener()
    let report = listener.report
    let reader = try SMSBackupReader(path: "backup.xml", limits: limits)
    var place = 0
    while place < bytes.count {
      let end = place + min(piece, bytes.count - place)
      try Array(bytes[place..<end]).withUnsafeBytes { try reader.feed($0, report) }
      place = end
    }
    try reader.finish(report)
    return (listener.found, listener.failed)
  }

  static func read(
    _ text: String, piece: Int = .max, limits: RecordReadLimits = .default
  ) throws -> (found: [FoundRecord], failed: [IntakeError]) {
    try read(Array(text.utf8), piece: piece, limits: limits)
  }

  /// Keeps what a reader reports.
  final class Listener {
    private(set) var found: [FoundRecord] = []
    private(set) var failed: [IntakeError] = []

    var report: RecordReport {
      RecordReport(
        found: { (record) throws(ScanStopped) in self.found.append(record) },
        failed: { (fault) throws(ScanStopped) in self.failed.append(fault) })
    }
  }
}
