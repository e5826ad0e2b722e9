import Foundation
import MailFormat

/// Looks for an input that takes longer than its size allows: all that `evrak parse` and `show` ask of a message, timed
/// for each file by itself. For the inputs that a fuzzer has found, most of all.
enum SlowestInput {
  /// What shorter inputs are counted as, and the unit of the answer (100 KB).
  private static let unit = 100_000.0

  /// - Returns: milliseconds for 100 KB of the slowest file, the fastest of three readings, and which one it is.
  static func find(in folder: String) -> (milliseconds: Double, file: String, files: Int) {
    let below = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    var slowest = (milliseconds: 0.0, file: "", files: 0)
    for name in below.sorted() {
      guard let data = FileManager.default.contents(atPath: folder + "/" + name), !data.isEmpty else { continue }
      let bytes = [UInt8](data)
      let units = max(1, Double(bytes.count) / unit)
      slowest.files += 1
      var best = Double.infinity
      for _ in 0..<3 where best / units > slowest.milliseconds {
        best = min(best, milliseconds { read(bytes) })
      }
      guard best.isFinite, best / units > slowest.milliseconds else { continue }
      (slowest.milliseconds, slowest.file) = (best / units, name)
    }
    return slowest
  }

  private static func read(_ bytes: [UInt8]) -> Int {
    let message = MailMessage(bytes)
    var size = message.summary.to.count &+ message.defects.count &+ message.contentDefects.count
    size &+= (message.text?.utf8.count ?? 0) &+ (message.html?.utf8.count ?? 0) &+ message.readableText.utf8.count
    for attachment in message.attachments {
      size &+= attachment.decoded().count &+ attachment.unpacked.reduce(0) { $0 &+ $1.decoded().count }
    }
    size &+= message.embeddedFiles.reduce(0) { $0 &+ $1.decoded().count }
    size &+= message.protections.count &+ (message.journal?.recipients.count ?? 0)
    if message.report != nil { size &+= 1 }
    return size
  }

  private static func milliseconds(_ body: () -> Int) -> Double {
    let start = ContinuousClock.now
    let kept = body()
    let elapsed = (ContinuousClock.now - start) / .milliseconds(1)
    // The answer is used, so that the reading can't be left out as idle work.
    return kept == .min ? 0 : elapsed
  }
}
