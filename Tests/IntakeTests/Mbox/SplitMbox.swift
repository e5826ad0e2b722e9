import Intake

/// What a splitter found in bytes in memory, with the quoting undone by the dialect's rule.
struct SplitMbox: MboxSplitterOutput, Equatable {
  struct Message: Equatable {
    var offset: UInt64
    var line: [UInt8]
    /// As in the file.
    var raw: [UInt8] = []
    var content: Range<UInt64> = 0..<0
    var defects: MboxDefects = []
  }

  var messages: [Message] = []
  var stray: [Range<UInt64>] = []
  private let whole: [UInt8]

  /// Splits `bytes`, fed in pieces whose sizes `size` gives.
  init(_ bytes: [UInt8], _ dialect: MboxDialect, size: (Int) -> Int = { _ in .max }) {
    whole = bytes
    var splitter = MboxSplitter(dialect)
    var place = 0
    while place < bytes.count {
      let end = place + max(1, min(size(place), bytes.count - place))
      // A copy of its own for each piece, so that reading past its end would be noticed.
      let piece = [UInt8](bytes[place..<end])
      piece.withUnsafeBytes { splitter.feed($0, to: &self) }
      place = end
    }
    splitter.finish(&self)
  }

  mutating func messageBegins(at offset: UInt64, fromLine: FromLine, text: UnsafeRawBufferPointer) {
    messages.append(Message(offset: offset, line: [UInt8](text)))
  }

  mutating func messageBytes(_ bytes: UnsafeRawBufferPointer, mayBeQuoted: Bool) {
    messages[messages.count - 1].raw.append(contentsOf: bytes)
  }

  mutating func messageEnds(content: Range<UInt64>, defects: MboxDefects) {
    messages[messages.count - 1].content = content
    messages[messages.count - 1].defects = defects
  }

  mutating func strayBytes(_ range: Range<UInt64>) { stray.append(range) }

  mutating func canMessageEnd(at offset: UInt64) -> Bool {
    guard offset <= UInt64(whole.count) else { return false }
    let rest = whole[Int(offset)...].prefix(MboxSplitter.lookAhead)
    let isRest = rest.endIndex == whole.count
    return rest.withUnsafeBytes { MboxSplitter.canMessageEnd(before: $0, isRest: isRest) }
  }
}

extension [UInt8] {
  init(_ text: String) { self = Array(text.utf8) }
}
