/// Finds where tags, comments and instructions of XML end, without reading them. The parser is given one such unit at a
/// time, with the text before it: it then never holds back the half of one, so that what is found does not depend on
/// how a file was divided, a tag of many megabytes is looked at once, and its size is known before it costs memory.
struct XMLUnits {
  enum Step: Equatable {
    /// A unit ends before this index.
    case unit(end: Int)
    /// The unit goes on behind these bytes.
    case more
    /// A declaration (`<!DOCTYPE`, `<!ENTITY`) begins three bytes before this index.
    case declaration(end: Int)
    /// The tag has more attributes than `mostAttributes` before this index.
    case tooManyAttributes(end: Int)
  }

  /// Apps write at most some forty.
  static let mostAttributes = 1_000

  private enum State {
    case text, opened, exclamation, tag, comment, section, instruction
    case quoted(UInt8)
  }

  private var state = State.text
  private var attributes = 0
  /// How many letters of the end of a comment, section or instruction were just seen.
  private var matched = 0

  /// Goes on with the unit at `start`, which is where the last call stopped.
  mutating func next(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Step {
    var place = start
    while place < bytes.count {
      switch state {
      case .text:
        guard let open = bytes[place...].firstIndex(of: UInt8(ascii: "<")) else { return .more }
        place = open + 1
        attributes = 0
        state = .opened
        continue
      case .quoted(let quote):
        guard let end = bytes[place...].firstIndex(of: quote) else { return .more }
        place = end + 1
        state = .tag
        continue
      default: break
      }
      let byte = bytes[place]
      place += 1
      switch (state, byte) {
      case (.opened, UInt8(ascii: "!")): state = .exclamation
      case (.opened, UInt8(ascii: "?")): begin(.instruction, matched: 0)
      case (.exclamation, UInt8(ascii: "-")): begin(.comment, matched: -1)
      case (.exclamation, UInt8(ascii: "[")): begin(.section, matched: 0)
      case (.exclamation, _): return .declaration(end: place)
      case (.opened, UInt8(ascii: ">")), (.tag, UInt8(ascii: ">")): return end(place)
      case (.opened, UInt8(ascii: "\"")), (.opened, UInt8(ascii: "'")), (.tag, UInt8(ascii: "\"")),
        (.tag, UInt8(ascii: "'")):
        attributes += 1
        guard attributes <= Self.mostAttributes else { return .tooManyAttributes(end: place) }
        state = .quoted(byte)
      case (.opened, _): state = .tag
      case (.comment, _): if endsTwice(byte, UInt8(ascii: "-")) { return end(place) }
      case (.section, _): if endsTwice(byte, UInt8(ascii: "]")) { return end(place) }
      case (.instruction, _):
        if byte == UInt8(ascii: ">"), matched == 1 { return end(place) }
        matched = byte == UInt8(ascii: "?") ? 1 : 0
      default: break
      }
    }
    return .more
  }

  private mutating func begin(_ state: State, matched: Int) {
    self.state = state
    self.matched = matched
  }

  private mutating func end(_ place: Int) -> Step {
    state = .text
    return .unit(end: place)
  }

  /// Whether this is the `>` behind two such signs. A comment starts at -1: the second dash of its beginning is none of
  /// its end.
  private mutating func endsTwice(_ byte: UInt8, _ sign: UInt8) -> Bool {
    if byte == UInt8(ascii: ">"), matched >= 2 { return true }
    matched = byte == sign ? matched + 1 : 0
    return false
  }
}
