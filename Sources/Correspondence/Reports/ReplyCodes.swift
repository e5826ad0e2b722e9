/// The SMTP reply code and the enhanced status code that a text states (RFC 5321 section 4.2, RFC 3463).
struct ReplyCodes: Equatable {
  var reply: Int?
  var status: StatusCode?

  /// The class of the failure, 4 or 5, nil where nothing tells it.
  var failureClass: Int? { status.map(\.class) ?? reply.map { $0 / 100 } }

  /// Reads the first reply code that stands where replies are cited, and of all status codes the first behind it that
  /// says more than X.0.0: what stands before it is the reporting system's summary.
  init(in text: some Collection<UInt8>) {
    let bytes = Array(text)
    var (generic, summary): (StatusCode?, StatusCode?)
    for start in bytes.indices where bytes[start].isDigitOfASCII {
      if start > 0, bytes[start - 1].isDigitOfASCII || bytes[start - 1] == UInt8(ascii: ".") { continue }
      if let found = StatusCode(in: bytes, at: start) {
        if found.isGeneric {
          generic = generic ?? found
        } else if reply == nil {
          summary = summary ?? found
        } else {
          status = found
        }
      }
      if reply == nil { reply = Self.reply(in: bytes, at: start) }
      if status != nil { break }
    }
    status = status ?? summary ?? generic
  }

  /// A text from its first reply code on; empty where there is none.
  static func answer(in text: [UInt8]) -> [UInt8] {
    guard let start = text.indices.first(where: { reply(in: text, at: $0) != nil }) else { return [] }
    return Array(text[start...])
  }

  private static func reply(in bytes: [UInt8], at start: Int) -> Int? {
    guard start + 3 <= bytes.count, bytes[start] == UInt8(ascii: "4") || bytes[start] == UInt8(ascii: "5"),
      (0x30...0x35).contains(bytes[start + 1]), bytes[start + 2].isDigitOfASCII
    else { return nil }
    let code = Int(bytes[start] & 15) * 100 + Int(bytes[start + 1] & 15) * 10 + Int(bytes[start + 2] & 15)
    let end = start + 3
    if end < bytes.count {
      let next = bytes[end]
      guard next.isSpaceOfASCII || next == UInt8(ascii: "-") || marks.contains(next) else { return nil }
      // A size, an amount of time or an address of the network.
      if next == UInt8(ascii: "."), end + 1 < bytes.count, bytes[end + 1].isDigitOfASCII { return nil }
    }
    guard start > 0 else { return code }
    // A number amid a sentence may count anything; one that a mark, a line or a status code stands beside is a reply.
    var at = start - 1
    if opening.contains(bytes[at]) { return code }
    guard bytes[at].isSpaceOfASCII else { return nil }
    while at > 0, bytes[at] == 0x20 || bytes[at] == 0x09 { at -= 1 }
    // Words of scripts without spaces end anywhere.
    if bytes[at] == 0x0A || bytes[at] >= 0x80 || opening.contains(bytes[at]) { return code }
    if wordsBefore.closes(FoldedText(bytes[max(0, at - 40)...at]).bytes[...]) { return code }
    let follows = Array(bytes[min(end + 1, bytes.count)..<min(end + 12, bytes.count)])
    let from = follows.firstIndex { $0.isDigitOfASCII } ?? 0
    return StatusCode(in: follows, at: from) != nil && from <= 2 ? code : nil
  }

  private static let marks = Array(":,;)'\"]>.".utf8)
  private static let opening = Array(":('\"<[#=;,>\u{2D}".utf8)
  private static let wordsBefore = PhraseTable<Void>([
    (
      (),
      ["said", "error", "code", "reason", "reply", "response", "smtp", "returned", "with", "was", "status", "message"]
    )
  ])
}

/// An enhanced status code of a failure: the class is 4 or 5, the subject 0 to 7 (RFC 3463 sections 2 and 3).
struct StatusCode: Equatable, CustomStringConvertible {
  var `class`: Int
  var subject: Int
  var detail: Int

  var description: String { "\(`class`).\(subject).\(detail)" }

  /// Says no more than that something failed.
  var isGeneric: Bool { subject == 0 && detail == 0 }

  init(class: Int, subject: Int = 0, detail: Int = 0) {
    (self.class, self.subject, self.detail) = (`class`, subject, detail)
  }

  /// The code that stands at a place; nil for what is a version or an address of the network.
  init?(in bytes: [UInt8], at start: Int) {
    guard start + 5 <= bytes.count, bytes[start] == UInt8(ascii: "4") || bytes[start] == UInt8(ascii: "5"),
      bytes[start + 1] == UInt8(ascii: "."), (0x30...0x37).contains(bytes[start + 2]),
      bytes[start + 3] == UInt8(ascii: ".")
    else { return nil }
    if start > 0, bytes[start - 1].isLetterOfASCII || bytes[start - 1].isDigitOfASCII { return nil }
    var (end, value) = (start + 4, 0)
    while end < bytes.count, end < start + 8, bytes[end].isDigitOfASCII {
      value = value * 10 + Int(bytes[end] & 15)
      end += 1
    }
    guard end > start + 4, value <= 999 else { return nil }
    if end < bytes.count, bytes[end].isLetterOfASCII || bytes[end].isDigitOfASCII { return nil }
    if end + 1 < bytes.count, bytes[end] == UInt8(ascii: "."), bytes[end + 1].isDigitOfASCII { return nil }
    self.init(class: Int(bytes[start] & 15), subject: Int(bytes[start + 2] & 15), detail: value)
  }
}
