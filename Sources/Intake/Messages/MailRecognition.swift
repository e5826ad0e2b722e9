/// What the first bytes of a file show it to be.
enum MailRecognition: Equatable {
  /// Header fields stand at the beginning (RFC 5322 section 2.2).
  case message
  /// It begins with a From_ line.
  case mbox
  /// Apple Mail: a line with the length of the message, the message, a property list. `start` is where the message begins.
  case appleMail(start: Int, count: UInt64)
  /// No mail; the reason continues a sentence.
  case other(String)

  /// How many bytes of a file are enough.
  static let prefix = 64 << 10

  /// - Parameters:
  ///   - isNamedMail: the file name or the user says that this is a message, so a single header field is enough.
  init(_ bytes: UnsafeRawBufferPointer, isNamedMail: Bool) {
    guard !bytes.isEmpty else {
      self = .other("the file is empty")
      return
    }
    if let reason = Self.otherFormat(bytes) {
      self = .other(reason)
      return
    }
    var start = Self.begins(bytes, [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count, bytes[start] == 0x0A || bytes[start] == 0x0D { start += 1 }
    let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
    let lineEnd = rest.firstIndex(of: 0x0A) ?? rest.count
    let afterLine = UnsafeRawBufferPointer(rebasing: rest[min(lineEnd + 1, rest.count)...])
    if let line = FromLine(UnsafeRawBufferPointer(rebasing: rest[..<lineEnd])),
      !line.isBare || HeaderFields(afterLine, enough: .anyField).count > 0
    {
      self = .mbox
      return
    }
    if start == 0, let count = Self.number(rest[..<lineEnd]), HeaderFields(afterLine, enough: .anyField).count > 0 {
      self = .appleMail(start: lineEnd + 1, count: count)
      return
    }
    let fields = HeaderFields(rest, enough: isNamedMail ? .anyField : .twoKnown)
    if fields.known >= 2 || (isNamedMail && fields.count >= 1) {
      self = .message
    } else if rest.contains(0) {
      self = .other("it holds binary data, not mail")
    } else {
      self = .other("it does not begin with the header fields of a mail")
    }
  }

  private static func begins(_ bytes: UnsafeRawBufferPointer, _ start: [UInt8]) -> Bool {
    bytes.starts(with: start)
  }

  /// Formats that people leave among their mail, by the bytes that their specifications put first.
  private static let formats: [([UInt8], String)] = [
    ([0x1F, 0x8B], "it is compressed with gzip; unpack it first"),
    ([0x28, 0xB5, 0x2F, 0xFD], "it is compressed with zstd; unpack it first"),
    ([0x42, 0x5A, 0x68], "it is compressed with bzip2; unpack it first"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "it is compressed with xz; unpack it first"),
    ([0x50, 0x4B, 0x03, 0x04], "it is a ZIP archive; unpack it first"),
    ([0x21, 0x42, 0x44, 0x4E], "it is an Outlook data file (PST); export its folders as mbox or .eml"),
    ([0xD0, 0xCF, 0x11, 0xE0], "it is an Outlook .msg or old Office file; save the mail as .eml"),
    ([0x25, 0x50, 0x44, 0x46], "it is a PDF"),
    ([0xFF, 0xFE], "it is UTF-16 text, which mail never is"),
    ([0xFE, 0xFF], "it is UTF-16 text, which mail never is"),
  ]

  private static func otherFormat(_ bytes: UnsafeRawBufferPointer) -> String? {
    formats.first { begins(bytes, $0.0) }?.1
  }

  /// A decimal number padded with blanks.
  private static func number(_ line: Slice<UnsafeRawBufferPointer>) -> UInt64? {
    let text = line.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != 0x0D }
    guard (1...18).contains(text.count), text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    guard line[text.endIndex...].allSatisfy({ $0 == 0x20 || $0 == 0x0D }) else { return nil }
    return text.reduce(0) { $0 * 10 + UInt64($1 - 0x30) }
  }
}
