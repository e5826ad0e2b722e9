/// A stretch of text by characters as people count them, as a snippet shows them.
struct SnippetPieces {
  struct Piece {
    var character: Character
    /// In bytes of the whole text.
    var range: Range<Int>
    var isSpace: Bool
  }

  private(set) var pieces: [Piece] = []
  /// Whether the text goes on before and behind. The characters at such an end may be parts of larger ones.
  let isCutBefore: Bool
  let isCutBehind: Bool
  /// Those of the pieces that are whole characters.
  private(set) var whole: Range<Int> = 0..<0

  /// - Parameters:
  ///   - needed: what must be inside, in bytes.
  ///   - reach: how far to look to both sides of it, in bytes.
  init(_ text: UnsafeRawBufferPointer, _ needed: Range<Int>, reach: Int, limit: Int) {
    let end = min(text.count, limit)
    // A match longer than any snippet is not read to its end.
    var upper = min(end, min(needed.upperBound, needed.lowerBound + reach) + reach)
    while upper < end, upper > needed.lowerBound, text[upper] & 0xC0 == 0x80 { upper -= 1 }
    let (lower, isSure) = Self.start(text, needed.lowerBound, reach)
    isCutBefore = lower > 0
    isCutBehind = upper < text.count
    read(text, lower..<max(lower, upper))
    let first = isSure ? 0 : min(1, pieces.count)
    whole = first..<max(first, pieces.count - (isCutBehind ? 1 : 0))
  }

  /// Where to begin, and whether a character surely begins there. Between two ASCII characters, of which the second is a
  /// space, there is always a boundary (UAX #29 GB3 to GB999).
  private static func start(_ text: UnsafeRawBufferPointer, _ needed: Int, _ reach: Int) -> (Int, isSure: Bool) {
    guard needed > reach else { return (0, true) }
    var place = needed - reach
    while place < needed {
      if text[place] == 0x20, text[place - 1] < 0x80 { return (place, true) }
      place += 1
    }
    place = needed - reach
    while place < needed, text[place] & 0xC0 == 0x80 { place += 1 }
    return (place, false)
  }

  private mutating func read(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) {
    var view = String.UnicodeScalarView()
    var ends: [Int] = []
    var place = range.lowerBound
    var bytes = text[range].makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    reading: while true {
      switch parser.parseScalar(from: &bytes) {
      case .valid(let encoded):
        view.append(Unicode.UTF8.decode(encoded))
        place += encoded.count
      case .error(let length):
        view.append("\u{FFFD}")
        place += length
      case .emptyInput: break reading
      }
      ends.append(place)
    }
    place = range.lowerBound
    var scalar = 0
    for character in String(view) {
      scalar += character.unicodeScalars.count
      append(character, place..<ends[scalar - 1])
      place = ends[scalar - 1]
    }
  }

  private mutating func append(_ character: Character, _ range: Range<Int>) {
    let first = character.unicodeScalars.first
    // Also what steers a terminal or ends a line.
    let isSpace = first?.isQuerySpace ?? false
    if isSpace, let last = pieces.last, last.isSpace {
      pieces[pieces.count - 1].range = last.range.lowerBound..<range.upperBound
    } else if isSpace {
      pieces.append(Piece(character: " ", range: range, isSpace: true))
    } else if character.unicodeScalars.allSatisfy({ $0.properties.generalCategory == .format }) {
      // Soft hyphens and what turns the direction of writing: not seen, and no harm to the text around a snippet. Their
      // bytes count to the character before, so that a match ends where it did.
      if !pieces.isEmpty {
        pieces[pieces.count - 1].range = pieces[pieces.count - 1].range.lowerBound..<range.upperBound
      }
    } else {
      pieces.append(Piece(character: character, range: range, isSpace: false))
    }
  }
}
