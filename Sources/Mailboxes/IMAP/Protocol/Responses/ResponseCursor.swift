/// A place in the bytes of one response, with what the grammar of RFC 3501 §9 and RFC 9051 §9 is made of. Lenient where
/// nothing is lost by it: blanks too many, control characters in atoms, bytes above 127 in quoted strings.
struct ResponseCursor {
  let bytes: UnsafeRawBufferPointer
  /// Places behind `{n}` and its line end where a body stood that was handed on and is not in `bytes`.
  let leftOut: [Int]
  let limits: IMAPLimits
  private(set) var place = 0

  init(_ bytes: UnsafeRawBufferPointer, leftOut: [Int] = [], limits: IMAPLimits = IMAPLimits()) {
    self.bytes = bytes
    self.leftOut = leftOut
    self.limits = limits
  }

  var isAtEnd: Bool { place >= bytes.count }

  /// The next byte, 0 at the end. A 0 that the server sent is no part of anything either.
  var peek: UInt8 { place < bytes.count ? bytes[place] : 0 }

  mutating func advance() { if place < bytes.count { place += 1 } }

  mutating func skipSpaces() { while peek == 0x20 { place += 1 } }

  mutating func move(to target: Int) { place = min(max(target, 0), bytes.count) }

  /// Takes the byte if it comes next.
  mutating func skip(_ byte: UInt8) -> Bool {
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  mutating func require(_ byte: UInt8) throws(IMAPError) {
    guard skip(byte) else { throw malformed("“\(Character(Unicode.Scalar(byte)))” was expected") }
  }

  /// Bytes from a place that was passed.
  func slice(from start: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[start..<place]) }

  /// The rest, without moving.
  var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[min(place, bytes.count)...]) }

  /// Whether the next bytes are these letters in either case; takes them if so.
  mutating func skip(word: StaticString) -> Bool {
    guard rest.begins(with: word) else { return false }
    place += word.utf8CodeUnitCount
    return true
  }

  func malformed(_ what: String) -> IMAPError {
    IMAPError(.malformed, "\(what) at byte \(place) of “\(ResponseExcerpt.text(bytes))”")
  }

  /// Everything up to a blank, a parenthesis or the end; empty if one of them comes next.
  mutating func token() -> UnsafeRawBufferPointer {
    let start = place
    while place < bytes.count {
      let byte = bytes[place]
      if byte == 0x20 || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") { break }
      place += 1
    }
    return slice(from: start)
  }

  /// Digits as a number of up to 64 bits.
  mutating func number() throws(IMAPError) -> UInt64 {
    var value: UInt64 = 0
    let start = place
    while place < bytes.count {
      let digit = bytes[place] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      let (tens, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
      guard !tooLarge, !carry else { throw malformed("a number is too large") }
      value = sum
      place += 1
    }
    guard place > start else { throw malformed("a number was expected") }
    return value
  }

  mutating func number32() throws(IMAPError) -> UInt32 {
    guard let number = UInt32(exactly: try number()) else { throw malformed("a number is above 2^32 - 1") }
    return number
  }

  mutating func uid() throws(IMAPError) -> IMAPUID {
    let start = place
    if case .success(let number) = Result(catching: { () throws(IMAPError) in try self.number() }),
      let value = UInt32(exactly: number), let uid = IMAPUID(value)
    {
      return uid
    }
    place = start
    throw IMAPError(.invalidUID, "“\(ResponseExcerpt.text(token()))” in “\(ResponseExcerpt.text(bytes))”")
  }

  /// A set such as `1:5,7`; `*` is the greatest UID.
  mutating func uidSet() throws(IMAPError) -> IMAPUIDSet {
    var ranges: [ClosedRange<UInt32>] = []
    repeat {
      let first = try setBound()
      let last = skip(UInt8(ascii: ":")) ? try setBound() : first
      guard ranges.count < limits.maximumRanges else {
        throw IMAPError(.tooManyItems, "more than \(limits.maximumRanges) ranges of UIDs")
      }
      ranges.append(min(first, last)...max(first, last))
    } while skip(UInt8(ascii: ","))
    return IMAPUIDSet(unordered: ranges)
  }

  private mutating func setBound() throws(IMAPError) -> UInt32 {
    skip(UInt8(ascii: "*")) ? .max : try uid().rawValue
  }
}

/// The beginning of what a server said for the sentence of an error, without control characters.
enum ResponseExcerpt {
  private static let length = 60

  static func text(_ bytes: UnsafeRawBufferPointer) -> String {
    text(String(decoding: bytes.prefix(length + 1), as: UTF8.self), length: length)
  }

  /// - Parameter length: in scalars.
  static func text(_ whole: String, length: Int = length) -> String {
    var text = ""
    for scalar in whole.unicodeScalars.prefix(length) {
      text.unicodeScalars.append(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? " " : scalar)
    }
    return whole.unicodeScalars.dropFirst(length).isEmpty ? text : text + "…"
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the bytes begin with these letters, whatever their case. The word is written in capitals.
  func begins(with word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard count >= length else { return false }
    for place in 0..<length {
      let byte = self[place]
      guard (byte >= 0x61 && byte <= 0x7A ? byte - 0x20 : byte) == word.utf8Start[place] else { return false }
    }
    return true
  }

  /// Whether the bytes are this word, whatever its case. The word is written in capitals.
  func equals(_ word: StaticString) -> Bool { count == word.utf8CodeUnitCount && begins(with: word) }

  /// The bytes as text in capitals of ASCII.
  var capitals: String {
    String(decoding: map { $0 >= 0x61 && $0 <= 0x7A ? $0 - 0x20 : $0 }, as: UTF8.self)
  }
}
