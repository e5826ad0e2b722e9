extension UUBlockReader {
  /// The line `begin 644 name`, `begin-base64 644 name`, or one of them with the name in base64 (`begin-encoded`,
  /// `begin-base64-encoded` of GNU sharutils).
  struct Opening {
    let isBase64: Bool
    let isNameEncoded: Bool
    let name: Range<Int>

    init?(_ view: ByteView, _ line: LineReader.Line) {
      let content = view[line.content]
      guard content.hasBytes("begin", at: 0) else { return nil }
      var at = 5
      isBase64 = content.hasBytes("-base64", at: at)
      if isBase64 { at += 7 }
      isNameEncoded = content.hasBytes("-encoded", at: at)
      if isNameEncoded { at += 8 }
      guard at < content.count, content[at] == ASCII.space else { return nil }
      at += 1
      // The file's mode: three octal digits, four with the set-user-ID bits.
      let mode = at
      while at < content.count, at - mode < 5, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(content[at]) { at += 1 }
      guard (3...4).contains(at - mode), at < content.count, content[at] == ASCII.space else { return nil }
      var end = content.count
      while at < end, ASCII.isBlank(content[at]) { at += 1 }
      while end > at, ASCII.isBlank(content[end - 1]) { end -= 1 }
      guard at < end else { return nil }
      name = (line.start + at)..<(line.start + end)
    }
  }
}
