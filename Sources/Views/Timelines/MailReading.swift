import EventLog
import MailFormat

/// What a timeline needs to know of a stored mail.
struct MailReading {
  /// The header that counts: the message's own, or that of the message in a journal.
  var header: MailHeader
  var files: [CardFile] = []
  var fileCount = 0
  /// The beginning of the text, where there is no subject.
  var firstWords = ""

  /// Of a larger message the files and words in its beginning are found (16 MiB).
  private static let byteCount = 16 << 20
  /// Files that a card names; all are counted.
  static let shownFiles = 20

  static func read(_ content: StoredContent, from log: any ArchiveLog) throws -> MailReading {
    let bytes: [UInt8]
    do {
      bytes = try HeaderPrefix.read(content, from: log, limit: byteCount, endsWithHeader: false)
    } catch let error as EventLogError where error.code == .corrupted {
      // Damage behind the header must not hide the mail: it is then listed by its header, and `verify` names it.
      return MailReading(header: MailHeader.of(MailMessage(try HeaderPrefix.read(content, from: log))))
    }
    return read(MailMessage(bytes))
  }

  static func read(_ message: MailMessage) -> MailReading {
    var reading = MailReading(header: MailHeader.of(message))
    let attachments = reading.header.isJournal ? message.carriedAttachments : message.attachments
    reading.fileCount = attachments.count
    reading.files = attachments.prefix(shownFiles).map { attachment in
      var file = CardFile()
      file.name = attachment.name ?? ""
      file.mediaType = attachment.type
      return file
    }
    if reading.header.summary.subject?.isEmpty ?? true {
      reading.firstWords = FirstWords.of(message.readableText)
    }
    return reading
  }
}

/// The beginning of a text on one line.
enum FirstWords {
  /// Characters shown.
  private static let count = 120

  static func of(_ text: String) -> String {
    // What is cut off is not looked at: a text may have megabytes.
    let beginning = String(decoding: text.utf8.drop { $0 <= 0x20 }.prefix(count * 8), as: UTF8.self)
    let words = beginning.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count <= count ? words : words.prefix(count - 1) + "…"
  }
}
