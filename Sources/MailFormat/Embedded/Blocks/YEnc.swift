/// The bytes of yEnc (draft 1.3): each is what was meant plus 42; `=` escapes one that transport would damage, which is
/// then 64 higher still.
enum YEnc {
  /// - Parameter size: decoded bytes.
  static func decode(_ data: ByteView, size: Int) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(size)
    forEachByte(of: data) { output.append($0) }
    return output
  }

  @inline(__always)
  static func forEachByte(of data: ByteView, _ body: (UInt8) -> Void) {
    var isEscaped = false
    for i in 0..<data.count {
      let byte = data[i]
      if byte == ASCII.lineFeed || byte == ASCII.carriageReturn { continue }
      if isEscaped {
        body(byte &- 106)
        isEscaped = false
      } else if byte == UInt8(ascii: "=") {
        isEscaped = true
      } else {
        body(byte &- 42)
      }
    }
  }
}

/// The words of a `=ybegin`, `=ypart` or `=yend` line.
struct YEncKeywords {
  private let view: ByteView
  private let range: Range<Int>

  /// - Returns: nil when the line is no such line.
  init?(_ keyword: StaticString, _ line: Range<Int>, of view: ByteView) {
    let length = keyword.utf8CodeUnitCount
    guard view[line].hasBytes(keyword, at: 0), line.count > length,
      ASCII.isBlank(view[line.lowerBound + length])
    else { return nil }
    self.view = view
    range = (line.lowerBound + length)..<line.upperBound
  }

  /// The name, which is all that follows `name=` and may hold spaces.
  var name: Range<Int>? {
    guard let start = start(of: "name=") else { return nil }
    var lower = start
    var upper = range.upperBound
    while lower < upper, ASCII.isBlank(view[lower]) { lower += 1 }
    while upper > lower, ASCII.isBlank(view[upper - 1]) { upper -= 1 }
    // Some encoders quote it.
    if upper - lower > 2, view[lower] == ASCII.quote, view[upper - 1] == ASCII.quote {
      return (lower + 1)..<(upper - 1)
    }
    return lower < upper ? lower..<upper : nil
  }

  /// A decimal number below 2^53; nil where it is missing or none.
  func number(_ key: StaticString) -> Int? {
    guard let start = start(of: key) else { return nil }
    var at = start
    var value = 0
    while at < range.upperBound, ASCII.isDigit(view[at]) {
      value = value * 10 + Int(view[at] - 0x30)
      if value >= 1 << 53 { return nil }
      at += 1
    }
    return at > start ? value : nil
  }

  /// A CRC-32 in hexadecimal; writers leave zeros at its start out, or put eight more there.
  func checksum(_ key: StaticString) -> UInt32? {
    guard let start = start(of: key) else { return nil }
    var at = start
    var value: UInt32 = 0
    while at < range.upperBound, let digit = ASCII.hexValue(view[at]) {
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return (1...16).contains(at - start) ? value : nil
  }

  /// Where the value of a key starts. What stands behind `name=` is name.
  private func start(of key: StaticString) -> Int? {
    let line = view[range]
    let limit = min(line.count, 1_000)
    for i in 1..<max(limit, 1) where ASCII.isBlank(line[i - 1]) {
      if line.hasBytes(key, at: i) { return range.lowerBound + i + key.utf8CodeUnitCount }
      if line.hasBytes("name=", at: i) { return nil }
    }
    return nil
  }
}
