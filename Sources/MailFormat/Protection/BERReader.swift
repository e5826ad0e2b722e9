/// Walks through BER (X.690 §8.1) in one direction: definite and indefinite lengths, nothing looked at twice.
///
/// A length that reaches beyond what encloses it ends there instead, and `isTruncated` says so: of a message cut off on
/// the way, the text that arrived can still be read.
struct BERReader {
  // Identifier octets, class and constructed bit included.
  static let objectIdentifier: UInt8 = 0x06
  static let octetString: UInt8 = 0x04
  static let sequence: UInt8 = 0x30
  static let set: UInt8 = 0x31
  static let explicit0: UInt8 = 0xA0
  static let explicit1: UInt8 = 0xA1
  private static let constructed: UInt8 = 0x20

  struct Element {
    let identifier: UInt8
    /// Where the content ends; of an indefinite length, where whatever encloses it ends.
    let end: Int
    let isIndefinite: Bool
    /// Whether its own length would reach further than `end`.
    let isCut: Bool
    fileprivate let outerEnd: Int

    var isEndOfContents: Bool { identifier == 0 }
  }

  private let view: ByteView
  private var position = 0
  private var end: Int
  private(set) var isTruncated = false

  init(_ view: ByteView) {
    self.view = view
    end = view.count
  }

  /// The identifier octet of the next element; zero at the end of an indefinite length, nil at any other end.
  var peek: UInt8? { position < end ? view[position] : nil }

  // MARK: Elements

  /// Steps into the next element if it is the wanted one; else stays where it is.
  mutating func enter(_ identifier: UInt8) -> Element? {
    guard peek == identifier, let element = next() else { return nil }
    end = element.end
    return element
  }

  /// Steps out of an element, over whatever is left of it.
  mutating func leave(_ element: Element) {
    end = element.outerEnd
    if !element.isIndefinite {
      position = element.end
      return
    }
    while let identifier = peek, identifier != 0 {
      if !skip() { return }
    }
    _ = next()
  }

  /// Passes over one element with all that is in it.
  mutating func skip() -> Bool {
    // Definite lengths are jumped over whole, so that indefinite ones alone need to be counted.
    var open = 0
    repeat {
      guard let element = next() else { return false }
      if element.isEndOfContents {
        open -= 1
      } else if element.isIndefinite {
        open += 1
      } else {
        position = element.end
      }
    } while open > 0
    return open == 0
  }

  mutating func objectIdentifier() -> String? {
    guard let element = enter(Self.objectIdentifier) else { return nil }
    defer { leave(element) }
    return element.isCut ? nil : ObjectIdentifier.dotted(view[position..<element.end])
  }

  /// An octet string, in one piece or in many (X.690 §8.7).
  mutating func octets(maximumDepth: Int) -> (bytes: [UInt8], isTooDeep: Bool)? {
    guard let identifier = peek, identifier & ~Self.constructed == Self.octetString, let whole = next() else {
      return nil
    }
    if identifier == Self.octetString {
      defer { position = whole.end }
      return (view[position..<whole.end].array, false)
    }
    var bytes: [UInt8] = []
    var open = [whole]
    end = whole.end
    defer { end = whole.outerEnd }
    while let innermost = open.last {
      if position >= end, !innermost.isIndefinite {
        end = innermost.outerEnd
        open.removeLast()
        continue
      }
      guard let piece = next() else { break }
      if piece.isEndOfContents, innermost.isIndefinite {
        end = innermost.outerEnd
        open.removeLast()
      } else if piece.identifier == Self.octetString {
        bytes.append(view[position..<piece.end])
        position = piece.end
      } else if piece.identifier == Self.octetString | Self.constructed {
        if open.count >= maximumDepth { return (bytes, true) }
        open.append(piece)
        end = piece.end
      } else {
        isTruncated = true
        break
      }
    }
    return (bytes, false)
  }

  // MARK: Identifier and length

  /// Reads identifier and length and stands at the content then.
  private mutating func next() -> Element? {
    guard let identifier = take() else { return nil }
    if identifier & 0x1F == 0x1F {
      // A tag number above 30 goes on until an octet without the highest bit; none of those matters here.
      while let octet = take(), octet & 0x80 != 0 {}
    }
    guard let length = takeLength() else { return nil }
    if length < 0 {
      guard identifier & Self.constructed != 0 else {
        isTruncated = true
        return nil
      }
      return Element(identifier: identifier, end: end, isIndefinite: true, isCut: false, outerEnd: end)
    }
    let isCut = length > end - position
    if isCut { isTruncated = true }
    return Element(
      identifier: identifier, end: isCut ? end : position + length, isIndefinite: false, isCut: isCut, outerEnd: end)
  }

  /// The length in octets, -1 for an indefinite one. A length too large for an Int is the largest Int.
  private mutating func takeLength() -> Int? {
    guard let first = take() else { return nil }
    if first < 0x80 { return Int(first) }
    if first == 0x80 { return -1 }
    var length = 0
    for _ in 0..<Int(first & 0x7F) {
      guard let octet = take() else { return nil }
      length = length > Int.max >> 8 ? Int.max : length << 8 | Int(octet)
    }
    return length
  }

  private mutating func take() -> UInt8? {
    guard position < end else {
      isTruncated = true
      return nil
    }
    defer { position += 1 }
    return view[position]
  }
}
