extension MboxSplitter {
  /// How many bytes `canMessageEnd(before:isRest:)` wants to see.
  public static let lookAhead = 2 + FromLine.longest + 2

  /// The answer to `MboxSplitterOutput.canMessageEnd(at:)`, from the bytes at that place.
  /// - Parameter isRest: `bytes` go to the end of the file.
  public static func canMessageEnd(before bytes: UnsafeRawBufferPointer, isRest: Bool) -> Bool {
    var start = 0
    if bytes.first == 0x0A {
      start = 1
    } else if bytes.count >= 2, bytes[0] == 0x0D, bytes[1] == 0x0A {
      start = 2
    }
    if start == bytes.count { return isRest }
    let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
    guard FromLine.hasPrefix(rest) else { return false }
    let end = rest.firstIndex(of: 0x0A)
    guard end != nil || isRest, let line = FromLine(UnsafeRawBufferPointer(rebasing: rest[..<(end ?? rest.count)]))
    else { return false }
    return !line.isBare
  }
}
