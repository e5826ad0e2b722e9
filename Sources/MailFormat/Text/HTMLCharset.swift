/// The charset that an HTML document declares of itself.
enum HTMLCharset {
  /// Looks for `charset=` within a `meta` tag of the first 1,024 bytes, as the HTML standard does (§13.2.3.2).
  static func declared(in content: ByteView) -> [UInt8]? {
    let head = content[0..<min(content.count, 1_024)]
    var at = 0
    while at < head.count {
      at = head.index(of: UInt8(ascii: "<"), from: at, to: head.count)
      guard at < head.count else { return nil }
      at += 1
      guard head.hasBytes(ignoringCase: "meta", at: at) else { continue }
      let end = head.index(of: UInt8(ascii: ">"), from: at, to: head.count)
      if let label = label(in: head[at..<end]) { return label }
      at = end
    }
    return nil
  }

  private static func label(in tag: ByteView) -> [UInt8]? {
    for start in 0..<tag.count where tag.hasBytes(ignoringCase: "charset", at: start) {
      var at = start + 7
      while at < tag.count, ASCII.isSpace(tag[at]) { at += 1 }
      guard at < tag.count, tag[at] == UInt8(ascii: "=") else { continue }
      at += 1
      while at < tag.count, ASCII.isSpace(tag[at]) || tag[at] == ASCII.quote || tag[at] == UInt8(ascii: "'") { at += 1 }
      var end = at
      while end < tag.count, ASCII.isToken(tag[end]), tag[end] != UInt8(ascii: "'") { end += 1 }
      if end > at { return tag[at..<end].array }
    }
    return nil
  }
}
