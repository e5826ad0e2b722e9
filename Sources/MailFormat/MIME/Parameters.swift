/// The parameters of a MIME field (RFC 2045 §5.1), found once and decoded when asked for.
///
/// Real mail leaves out semicolons and quotes and puts line ends into quotes; all of that is read as it was meant.
struct Parameters {
  private struct Entry {
    let name: Range<Int>
    let value: Range<Int>
    let isQuoted: Bool
  }

  private let view: ByteView
  private var entries: [Entry] = []
  private(set) var isTruncated = false

  /// - Parameter value: a whole field value; what stands before the first semicolon or blank is skipped.
  init(of value: ByteView, limits: MailLimits) {
    view = value
    var at = Self.skipMainValue(value)
    while at < value.count {
      at = Self.skipSeparators(value, from: at)
      guard at < value.count else { break }
      if entries.count >= limits.maximumParameters {
        isTruncated = true
        break
      }
      at = take(from: at)
    }
  }

  // MARK: Reading values

  /// The bytes of a plain parameter, folds and escapes untouched.
  func raw(_ name: StaticString) -> ByteView? {
    entries.first { view[$0.name].equals(ignoringCase: name) }.map { view[$0.value] }
  }

  /// The bytes of a plain parameter with folds and quoted pairs resolved.
  func bytes(_ name: StaticString) -> [UInt8]? {
    guard let entry = entries.first(where: { view[$0.name].equals(ignoringCase: name) }) else { return nil }
    return unescaped(entry)
  }

  /// The decoded text of a parameter: RFC 2231 forms first, then the plain one, in which encoded words are decoded too,
  /// against RFC 2047 §5 and with the rest of the world.
  func text(_ name: StaticString, limits: MailLimits, effort: GuessEffort = .letters) -> String? {
    if let extended = extendedText(name, limits: limits) { return extended }
    guard let plain = bytes(name) else { return nil }
    return plain.withByteView { view in
      let bounded = view[0..<min(view.count, limits.maximumFieldTextBytes)]
      return ExtendedValue(bounded, needsLabel: true)?.text ?? HeaderText.decode(bounded, effort: effort)
    }
  }

  /// `name*`, `name*0`, `name*1*` … of RFC 2231 §3 and §4, in the order of their numbers.
  private func extendedText(_ name: StaticString, limits: MailLimits) -> String? {
    var segments: [(number: Int, isExtended: Bool, entry: Entry)] = []
    for entry in entries {
      guard let (number, isExtended) = Self.segment(view[entry.name], of: name) else { continue }
      segments.append((number, isExtended, entry))
    }
    guard !segments.isEmpty else { return nil }
    segments.sort { $0.number < $1.number }
    var bytes: [UInt8] = []
    var charset: [UInt8]?
    for (number, isExtended, entry) in segments where bytes.count < limits.maximumFieldTextBytes {
      let value = unescaped(entry)
      value.withByteView { value in
        guard isExtended else { return bytes.append(value) }
        if number <= 0, let parsed = ExtendedValue(value) {
          charset = parsed.charset
          bytes.append(contentsOf: parsed.bytes)
        } else {
          ExtendedValue.appendPercentDecoded(value, to: &bytes)
        }
      }
    }
    return bytes.withByteView { bytes in
      guard let charset else { return HeaderText.decode(bytes) }
      return charset.withByteView { TextDecoder.decode(bytes, label: $0).text }
    }
  }

  /// Reads `name*`, `name*N` and `name*N*`; -1 is the number of the first.
  private static func segment(_ candidate: ByteView, of name: StaticString) -> (number: Int, isExtended: Bool)? {
    let length = name.utf8CodeUnitCount
    guard candidate.count > length, candidate.hasBytes(ignoringCase: name, at: 0),
      candidate[length] == UInt8(ascii: "*")
    else { return nil }
    if candidate.count == length + 1 { return (-1, true) }
    var number = 0
    var at = length + 1
    while at < candidate.count, ASCII.isDigit(candidate[at]), number < 100_000 {
      number = number * 10 + Int(candidate[at] & 15)
      at += 1
    }
    guard at > length + 1 else { return nil }
    if at == candidate.count { return (number, false) }
    return at + 1 == candidate.count && candidate[at] == UInt8(ascii: "*") ? (number, true) : nil
  }

  private func unescaped(_ entry: Entry) -> [UInt8] {
    var bytes: [UInt8] = []
    let value = view[entry.value]
    bytes.reserveCapacity(value.count)
    var at = 0
    while at < value.count {
      let byte = value[at]
      at += 1
      if byte == ASCII.carriageReturn || byte == ASCII.lineFeed { continue }
      // Only `\"` and `\\` are quoted pairs here: Windows programs write paths without escaping.
      if entry.isQuoted, byte == ASCII.backslash, at < value.count,
        value[at] == ASCII.quote || value[at] == ASCII.backslash
      {
        bytes.append(value[at])
        at += 1
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  // MARK: Scanning

  private static func skipMainValue(_ view: ByteView) -> Int {
    var at = 0
    while at < view.count, ASCII.isSpace(view[at]) { at += 1 }
    while at < view.count, view[at] != UInt8(ascii: ";"), !ASCII.isSpace(view[at]) {
      // A field that lacks its main value and starts with a parameter.
      if view[at] == UInt8(ascii: "=") { return 0 }
      at += 1
    }
    return at
  }

  private static func skipSeparators(_ view: ByteView, from start: Int) -> Int {
    var at = start
    while at < view.count {
      if view[at] == UInt8(ascii: "("), let end = AddressToken.commentEnd(view[0..<min(view.count, at + 256)], at: at) {
        at = end
      } else if ASCII.isSpace(view[at]) || view[at] == UInt8(ascii: ";") || view[at] == UInt8(ascii: ",") {
        at += 1
      } else {
        break
      }
    }
    return at
  }

  /// Takes the parameter at `start` and returns the place behind it. Text that is no parameter is skipped.
  private mutating func take(from start: Int) -> Int {
    var at = start
    while at < view.count, isNameByte(view[at]) { at += 1 }
    let nameEnd = at
    while at < view.count, ASCII.isSpace(view[at]) { at += 1 }
    guard nameEnd > start, at < view.count, view[at] == UInt8(ascii: "=") else { return skipWord(from: nameEnd, start) }
    at += 1
    while at < view.count, ASCII.isSpace(view[at]) { at += 1 }
    let name = start..<nameEnd
    if at < view.count, view[at] == ASCII.quote { return takeQuoted(name, from: at + 1) }
    return takeUnquoted(name, from: at)
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    byte > 32 && byte != UInt8(ascii: "=") && byte != UInt8(ascii: ";") && byte != ASCII.quote
  }

  private func skipWord(from nameEnd: Int, _ start: Int) -> Int {
    var at = max(nameEnd, start + 1)
    while at < view.count, view[at] != UInt8(ascii: ";"), !ASCII.isSpace(view[at]) { at += 1 }
    return at
  }

  private mutating func takeQuoted(_ name: Range<Int>, from start: Int) -> Int {
    var at = start
    while at < view.count, view[at] != ASCII.quote {
      at += view[at] == ASCII.backslash && at + 1 < view.count && view[at + 1] == ASCII.quote ? 2 : 1
    }
    at = min(at, view.count)
    entries.append(Entry(name: name, value: start..<at, isQuoted: true))
    return min(at + 1, view.count)
  }

  /// An unquoted value reaches to the semicolon, or to a blank that the next `name=` follows: file names come with
  /// blanks and without quotes.
  private mutating func takeUnquoted(_ name: Range<Int>, from start: Int) -> Int {
    var at = start
    var end = start
    while at < view.count, view[at] != UInt8(ascii: ";") {
      if ASCII.isSpace(view[at]) {
        while at < view.count, ASCII.isSpace(view[at]) { at += 1 }
        if at >= view.count || startsParameter(at) || view[at] == UInt8(ascii: "(") { break }
      } else {
        at += 1
        end = at
      }
    }
    entries.append(Entry(name: name, value: start..<end, isQuoted: false))
    return max(at, end)
  }

  /// Whether `name=` stands here; names are short, so the look is too.
  private func startsParameter(_ start: Int) -> Bool {
    var at = start
    while at < view.count, at - start < 64, ASCII.isToken(view[at]) { at += 1 }
    return at > start && at < view.count && view[at] == UInt8(ascii: "=")
  }
}
