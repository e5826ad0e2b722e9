/// The header lines that Outlook and others put above an earlier mail.
enum QuotedHeader {
  /// Lines in which all that makes a header must be found.
  static let mostLines = 6
  /// Longest name of a header line, in bytes, with the stars of bold type.
  static let longestName = 28

  /// Spaces in a name, with the one before the colon in French.
  private static let mostSpaces = 2

  private enum Field { case from, sent, to, subject }

  private static let names = WordTable<Field>([
    (
      .from,
      ["from", "kimden", "gönderen", "von", "de", "da", "van", "från", "fra", "od", "от", "от кого", "发件人", "差出人"]
    ),
    (
      .sent,
      [
        "sent", "date", "gönderme", "gönderme tarihi", "gönderildi", "gönderilme tarihi", "gönderim tarihi", "tarih",
        "gesendet", "datum", "envoyé", "envoyé le", "date d'envoi", "enviado", "enviado el", "fecha", "inviato", "data",
        "enviada em", "verzonden", "skickat", "sendt", "wysłano", "отправлено", "дата", "发送时间", "日期", "送信日時",
      ]
    ),
    (
      .to,
      [
        "to", "kime", "alıcı", "alıcılar", "an", "à", "para", "a", "per", "aan", "till", "til", "do", "кому", "收件人",
        "宛先",
      ]
    ),
    (
      .subject,
      [
        "subject", "konu", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp", "ämne", "emne", "temat",
        "тема", "主题", "件名",
      ]
    ),
  ])

  /// Whether a header begins at a line: sender and time, and addressee or subject.
  static func isHeader(at line: TextLine, in lines: TextLines) -> Bool {
    guard let opening = field(of: line, in: lines) else { return false }
    var found: [Field] = [opening]
    var next = line.next
    for _ in 1..<mostLines where next < lines.count {
      guard let following = lines.shortLine(at: next, limit: 2_000) else { break }
      next = following.next
      if following.isBlank { continue }
      if let field = field(of: following, in: lines) { found.append(field) }
    }
    return found.contains(.from) && found.contains(.sent) && (found.contains(.to) || found.contains(.subject))
  }

  /// What a line `Name: value` says; `*Name:*` is how bold type comes through.
  @inline(__always)
  private static func field(of line: TextLine, in lines: TextLines) -> Field? {
    var first = line.first
    while first < line.end, lines[first] == UInt8(ascii: "*") { first += 1 }
    guard first < line.end, names.mayOpen(with: lines[first]) else { return nil }
    let limit = min(line.end, first + longestName)
    var end = first
    var spaces = 0
    while end < limit, lines[end] != UInt8(ascii: ":"), !lines.isWideColon(at: end) {
      // Most lines are prose, and out at their third word.
      if lines[end] == 32 {
        spaces += 1
        if spaces > mostSpaces { return nil }
      }
      end += 1
    }
    guard end < limit else { return nil }
    while end > first, lines[end - 1] == UInt8(ascii: "*") || lines[end - 1] == 32 { end -= 1 }
    return names.meaning(of: lines.text[first..<end])
  }
}

extension TextLines {
  /// The line at an offset; nil where it is longer than `limit`, so that looking ahead costs no more than that.
  func shortLine(at start: Int, limit: Int) -> TextLine? {
    let end = min(count, start + limit)
    let window = TextLines(UnsafeRawBufferPointer(rebasing: text[..<end]))
    let line = window.line(at: start)
    return line.next == end && end < count && self[end - 1] != 10 ? nil : line
  }
}
