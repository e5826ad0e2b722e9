/// What the system that refused a message said, `smtp; 550 5.1.1 No such mailbox` (RFC 3464 §2.3.6).
public struct DiagnosticCode: Sendable, Hashable {
  /// In lower case: `smtp`, `x-unix`; nil when the field has none.
  public let type: String?

  /// The words, the codes among them included.
  public let text: String

  /// The SMTP reply code (RFC 5321 §4.2) found in the words.
  public let replyCode: Int?

  /// The enhanced status code found in the words.
  public let status: EnhancedStatus?

  /// - Returns: nil when there are no words.
  init?(_ value: String) {
    (type, text) = ReportValue.split(value)
    if text.isEmpty { return nil }
    (replyCode, status) = Array(text.utf8).withByteView { Self.codes(in: $0) }
  }

  /// A code at the beginning counts most; then the status beside the reply code; then the first one there is.
  private static func codes(in view: ByteView) -> (replyCode: Int?, status: EnhancedStatus?) {
    let leading = EnhancedStatus.read(view, at: 0)?.status
    for i in 0..<view.count where ASCII.isDigit(view[i]) {
      guard let code = replyCode(in: view, at: i) else { continue }
      let beside = statusBeside(view, after: i + 3)
      if beside != nil || i == 0 || isIntroduced(view, at: i) {
        return (code, leading ?? beside ?? EnhancedStatus.first(in: view))
      }
    }
    return (nil, leading ?? EnhancedStatus.first(in: view))
  }

  /// Three digits by themselves that can be a reply code: 2, 4 or 5, then 0 to 5 (RFC 5321 §4.2.1).
  private static func replyCode(in view: ByteView, at start: Int) -> Int? {
    guard start + 3 <= view.count else { return nil }
    if start > 0 {
      let before = view[start - 1]
      guard ASCII.isSpace(before) || isOpening(before) else { return nil }
    }
    let first = view[start]
    guard first == UInt8(ascii: "2") || first == UInt8(ascii: "4") || first == UInt8(ascii: "5"),
      view[start + 1] >= UInt8(ascii: "0"), view[start + 1] <= UInt8(ascii: "5"), ASCII.isDigit(view[start + 2])
    else { return nil }
    if start + 3 < view.count {
      let after = view[start + 3]
      if ASCII.isDigit(after) || ASCII.isLetter(after) || after == UInt8(ascii: ".") || after == UInt8(ascii: "/") {
        return nil
      }
    }
    return Int(first & 15) * 100 + Int(view[start + 1] & 15) * 10 + Int(view[start + 2] & 15)
  }

  /// Behind a colon or an opening mark a number is what the other side answered; in the middle of a sentence it may be
  /// a count of anything.
  private static func isIntroduced(_ view: ByteView, at start: Int) -> Bool {
    if isOpening(view[start - 1]) { return true }
    return start > 1 && view[start - 2] == UInt8(ascii: ":")
  }

  private static func isOpening(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "<") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "'") || byte == ASCII.quote
  }

  private static func statusBeside(_ view: ByteView, after place: Int) -> EnhancedStatus? {
    guard place < view.count, ASCII.isSpace(view[place]) || view[place] == UInt8(ascii: "-") else { return nil }
    var at = place + 1
    if at < view.count, isOpening(view[at]) || view[at] == UInt8(ascii: "#") { at += 1 }
    return EnhancedStatus.read(view, at: at)?.status
  }
}
