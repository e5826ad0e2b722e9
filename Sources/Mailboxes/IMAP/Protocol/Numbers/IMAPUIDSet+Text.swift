/// The sequence-set of RFC 3501 §9: `1:5,7,9:*`.
extension IMAPUIDSet: CustomStringConvertible, LosslessStringConvertible {
  /// Reads a set as commands and responses write it; `*` stands for the greatest UID there is, ranges may be written
  /// backwards and overlap.
  /// - Returns: `nil` for anything else, an empty text and the UID 0 among them.
  public init?(_ text: some StringProtocol) {
    var text = String(text)
    let set = text.withUTF8 { bytes -> IMAPUIDSet? in
      var cursor = ResponseCursor(UnsafeRawBufferPointer(bytes))
      guard case .success(let set) = Result(catching: { () throws(IMAPError) in try cursor.uidSet() }) else {
        return nil
      }
      return cursor.isAtEnd ? set : nil
    }
    guard let set else { return nil }
    self = set
  }

  public var description: String { String(decoding: text, as: UTF8.self) }

  /// The shortest writing; empty for the empty set, which has none.
  var text: [UInt8] {
    var bytes: [UInt8] = []
    for range in ranges {
      if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
      if range.lowerBound == .max {
        // `*` alone would be the last message, whichever that is.
        bytes.append(contentsOf: String(range.lowerBound).utf8)
        continue
      }
      bytes.append(contentsOf: String(range.lowerBound).utf8)
      guard range.count > 1 else { continue }
      bytes.append(UInt8(ascii: ":"))
      if range.upperBound == .max {
        bytes.append(UInt8(ascii: "*"))
      } else {
        bytes.append(contentsOf: String(range.upperBound).utf8)
      }
    }
    return bytes
  }

  /// Bytes that a range takes at most.
  static func textLength(of range: ClosedRange<UInt32>) -> Int {
    var length = 0
    for bound in range.lowerBound == range.upperBound ? [range.lowerBound] : [range.lowerBound, range.upperBound] {
      length += 1
      var bound = bound / 10
      while bound > 0 {
        length += 1
        bound /= 10
      }
      length += 1
    }
    return length - 1
  }
}
