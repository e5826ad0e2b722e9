/// What stands above an earlier mail that was put below a reply, or forwarded, whole and without marks: a separator with
/// words, or the lines of its header.
enum OriginalMessage {
  /// Longest separator, in bytes.
  static let longestSeparator = 120

  private enum Title { case dashed, apple }

  private static let titles = WordTable<Title>([
    (
      .dashed,
      [
        "original message", "original email", "original appointment", "original", "forwarded message", "reply message",
        "özgün ileti", "özgün mesaj", "orijinal mesaj", "orijinal ileti", "orjinal mesaj", "asıl mesaj",
        "iletilen ileti",
        "iletilen mesaj", "iletilmiş ileti", "iletilmiş mesaj", "yönlendirilen ileti", "yönlendirilen mesaj",
        "yönlendirilmiş ileti", "yönlendirilmiş mesaj", "ursprüngliche nachricht", "originalnachricht",
        "weitergeleitete nachricht", "message d'origine", "message original", "message transféré", "message transmis",
        "mensaje original", "mensaje reenviado", "messaggio originale", "messaggio inoltrato", "mensagem original",
        "mensagem encaminhada", "oorspronkelijk bericht", "doorgestuurd bericht", "ursprungligt meddelande",
        "oprindelig meddelelse", "wiadomość oryginalna", "oryginalna wiadomość", "исходное сообщение",
        "пересылаемое сообщение", "原始邮件",
      ]
    ),
    (
      .apple,
      [
        "begin forwarded message", "iletilen ileti başlangıcı", "yönlendirilen ileti başlangıcı",
        "anfang der weitergeleiteten nachricht", "début du message réexpédié", "inizio messaggio inoltrato",
        "inicio del mensaje reenviado", "início da mensagem reencaminhada", "begin doorgestuurd bericht",
      ]
    ),
  ])

  /// Where an earlier mail begins whose separator or first header line is `line`; what follows is all quoted.
  static func start(at line: TextLine, in lines: TextLines, notBefore floor: Int) -> Int? {
    if isSeparator(line, in: lines) { return line.start }
    guard QuotedHeader.isHeader(at: line, in: lines) else { return nil }
    return withRule(above: line, in: lines, notBefore: floor)
  }

  private static func isSeparator(_ line: TextLine, in lines: TextLines) -> Bool {
    let isDashed = lines[line.first] == UInt8(ascii: "-")
    guard isDashed || lines.endsWithColon(line), line.length <= longestSeparator else { return false }
    var (first, last) = (line.first, line.end)
    while first < last, isMark(lines[first]) { first += 1 }
    while last > first, isMark(lines[last - 1]) { last -= 1 }
    guard first < last else { return false }
    let mayBeTitle = titles.mayOpen(with: lines[first])
    let mayBeWritten = isDashed && lines[line.end - 1] == UInt8(ascii: "-")
    guard mayBeTitle || mayBeWritten else { return false }
    let opening = dashes(line.first..<first, in: lines)
    // Apple's form has no dashes; it ends with a colon.
    guard opening >= 3 || opening == 0 else { return false }
    if mayBeTitle, let title = titles.meaning(of: lines.text[first..<last]) { return title == .apple || opening > 0 }
    // `---- On Friday Name wrote ----`, as Android and web mail write it.
    return opening >= 3 && dashes(last..<line.end, in: lines) >= 3
      && AttributionWords.verb(in: FoldedText(lines.text[first..<last])) == .last
  }

  private static func isMark(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == 32 || byte == 0x3A }

  private static func dashes(_ range: Range<Int>, in lines: TextLines) -> Int {
    range.count { lines[$0] == UInt8(ascii: "-") }
  }

  /// A rule that stands above a header, with blank lines between, belongs to it.
  private static func withRule(above line: TextLine, in lines: TextLines, notBefore floor: Int) -> Int {
    var next = line.start
    for _ in 0..<3 {
      guard next > floor, let above = lines.line(before: next, limit: 200) else { break }
      next = above.start
      if above.isBlank { continue }
      return lines.isRule(above) && above.start >= floor ? above.start : line.start
    }
    return line.start
  }
}
