/// An enhanced mail system status code, `5.1.1` (RFC 3463 §2).
public struct EnhancedStatus: Sendable, Hashable, CustomStringConvertible {
  /// 2 success, 4 persistent transient failure, 5 permanent failure.
  public let `class`: Int

  /// What it is about, 0...999: 1 the address, 2 the mailbox, 3 the system, 4 the network, 5 the protocol, 6 the
  /// content, 7 security or policy.
  public let subject: Int

  /// 0...999
  public let detail: Int

  public var description: String { "\(`class`).\(subject).\(detail)" }

  /// The code that starts at a place, and where it ends; nil for what is part of a longer number, an IPv4 address or a
  /// version.
  static func read(_ view: ByteView, at start: Int) -> (status: EnhancedStatus, end: Int)? {
    guard start < view.count else { return nil }
    if start > 0, ASCII.isDigit(view[start - 1]) || ASCII.isLetter(view[start - 1]) || view[start - 1] == dot {
      return nil
    }
    let first = view[start]
    guard first == UInt8(ascii: "2") || first == UInt8(ascii: "4") || first == UInt8(ascii: "5"),
      let subject = number(view, afterDotAt: start + 1), let detail = number(view, afterDotAt: subject.end)
    else { return nil }
    let end = detail.end
    if end < view.count, ASCII.isDigit(view[end]) || ASCII.isLetter(view[end]) { return nil }
    if end + 1 < view.count, view[end] == dot, ASCII.isDigit(view[end + 1]) { return nil }
    return (EnhancedStatus(class: Int(first & 15), subject: subject.value, detail: detail.value), end)
  }

  /// The first code anywhere in a text.
  static func first(in view: ByteView) -> EnhancedStatus? {
    for i in 0..<view.count where ASCII.isDigit(view[i]) {
      if let found = read(view, at: i) { return found.status }
    }
    return nil
  }

  /// The code of a `Status` field, behind which systems explain it in words.
  static func first(in text: String) -> EnhancedStatus? { Array(text.utf8).withByteView { first(in: $0) } }

  private static let dot = UInt8(ascii: ".")

  private static func number(_ view: ByteView, afterDotAt start: Int) -> (value: Int, end: Int)? {
    guard start < view.count, view[start] == dot else { return nil }
    var at = start + 1
    var value = 0
    while at < view.count, ASCII.isDigit(view[at]), at - start <= 3 {
      value = value * 10 + Int(view[at] & 15)
      at += 1
    }
    return at > start + 1 ? (value, at) : nil
  }
}
