extension UInt8 {
  var isDigitOfASCII: Bool { self &- 0x30 < 10 }
  var isLetterOfASCII: Bool { (self | 0x20) &- 0x61 < 26 }
  var isSpaceOfASCII: Bool { self == 0x20 || self &- 9 < 5 }
}

extension Collection<UInt8> where Index == Int {
  /// Without white space at both ends.
  var trimmedRange: Range<Int> {
    var (lower, upper) = (startIndex, endIndex)
    while lower < upper, self[lower].isSpaceOfASCII { lower += 1 }
    while upper > lower, self[upper - 1].isSpaceOfASCII { upper -= 1 }
    return lower..<upper
  }

  func hasBytes(_ bytes: some Collection<UInt8>, at offset: Int) -> Bool {
    guard offset >= startIndex, bytes.count <= endIndex - offset else { return false }
    var at = offset
    for byte in bytes {
      if self[at] != byte { return false }
      at += 1
    }
    return true
  }
}
