import ArchiveEvents
import EventLog
import Foundation
import SwiftProtobuf

/// A mail as a test writes it, found in one place.
struct Mail: Sendable {
  var from = "deniz@musteri.example"
  var to = ["info@firma.example"]
  var cc: [String] = []
  /// Seconds since 1970; nil for a mail without a Date field.
  var date: Int?
  var received: Int?
  var subject = "Teklif"
  var body = "Merhaba\r\n"
  var account = "info@firma.example"
  var owner = "Ayşe"
  /// Name in the Maildir.
  var source: String

  init(_ source: String, date: Int? = nil) {
    self.source = source
    self.date = date
  }

  private static func text(_ seconds: Int) -> String {
    // RFC 5322 §3.3, always in UTC.
    var time = time_t(seconds)
    var parts = tm()
    gmtime_r(&time, &parts)
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_mday) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900) "
      + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) +0000"
  }

  var bytes: [UInt8] {
    var lines: [String] = []
    if let received { lines.append("Received: from a.example by b.example; \(Self.text(received))") }
    lines.append("From: \(from)")
    if !to.isEmpty { lines.append("To: \(to.joined(separator: ",\r\n "))") }
    if !cc.isEmpty { lines.append("Cc: \(cc.joined(separator: ",\r\n "))") }
    if let date { lines.append("Date: \(Self.text(date))") }
    lines.append("Subject: \(subject)")
    lines.append("Message-ID: <\(source)@musteri.example>")
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
  }

  var draft: EventDraft { draft(source) }

  /// The same mail found in another place.
  func draft(_ source: String) -> EventDraft {
    let event = EmailCaptured.with {
      $0.sighting.account = account
      $0.sighting.owner = owner
      $0.sighting.folder = "INBOX"
      $0.sighting.file.format = .maildir
      $0.sighting.file.path = "/mail/\(account)/cur/\(source):2,S"
    }
    return EventDraft(.emailCaptured(event), content: .bytes(bytes))
  }
}

/// SplitMix64: the same numbers on every machine.
struct NumberedGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
