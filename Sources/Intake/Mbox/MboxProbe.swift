/// Looks at single places of an mbox file: which dialect it is in, whether a message begins or ends somewhere.
struct MboxProbe {
  let file: OpenFile

  /// How many messages at the beginning of a file must state their length rightly for the file to be taken for mboxcl2.
  private static let sample = 16
  /// The longest header that is read in search of a length, in bytes.
  private static let longestHeader = 256 << 10

  /// mboxcl2 where every one of the first messages states a length that leads to the next From_ line or to the end of the
  /// file, mboxrd otherwise.
  ///
  /// That a length still fits shows that nothing was quoted after it was counted, so nothing must be unquoted.
  func dialect() throws(IntakeError) -> MboxDialect {
    var begin: UInt64 = 0
    for _ in 0..<Self.sample where begin < file.size {
      guard let end = try endByLength(ofMessageAt: begin) else { return .mboxrd }
      begin = end
    }
    return file.size > 0 ? .mboxcl2 : .mboxrd
  }

  /// - Returns: where the next From_ line is (or the file ends) if the message that begins at `begin` states its length.
  private func endByLength(ofMessageAt begin: UInt64) throws(IntakeError) -> UInt64? {
    var size = 4 << 10
    while true {
      let bytes = try file.prefix(size, at: begin)
      if let (header, claim) = Self.header(bytes) {
        guard case .bytes(let count) = claim else { return nil }
        let (end, overflow) = (begin + UInt64(header)).addingReportingOverflow(count)
        guard !overflow, try canMessageEnd(at: end) else { return nil }
        let rest = try file.prefix(2, at: end)
        let separator = rest.first == 0x0A ? 1 : rest == [0x0D, 0x0A] ? 2 : 0
        return end + UInt64(separator)
      }
      guard bytes.count == size, size < Self.longestHeader else { return nil }
      size *= 8
    }
  }

  /// Length of From_ line and header with the empty line, and what the header says of the body's length; `nil` when the
  /// bytes are not a From_ line or end before the header does.
  private static func header(_ bytes: [UInt8]) -> (Int, MboxContentLength.Claim)? {
    guard let lineEnd = bytes.firstIndex(of: 0x0A), bytes[..<lineEnd].withUnsafeBytes({ FromLine($0) }) != nil
    else { return nil }
    var length = MboxContentLength()
    length.beginHeader(wanted: true)
    var place = lineEnd + 1
    while let end = bytes[place...].firstIndex(of: 0x0A) {
      let line = bytes[place..<end]
      place = end + 1
      if line.isEmpty || line.elementsEqual(CollectionOfOne(0x0D)) { return (place, length.claim) }
      for byte in line {
        guard length.take(byte) else { break }
      }
      length.endLine()
    }
    return nil
  }

  /// See `MboxSplitterOutput.canMessageEnd(at:)`.
  func canMessageEnd(at offset: UInt64) throws(IntakeError) -> Bool {
    guard offset <= file.size else { return false }
    let bytes = try file.prefix(MboxSplitter.lookAhead, at: offset)
    let isRest = offset + UInt64(bytes.count) == file.size
    return bytes.withUnsafeBytes { MboxSplitter.canMessageEnd(before: $0, isRest: isRest) }
  }

  /// The style of the file, provided that a message begins at `offset` by the rules of mboxo and mboxrd.
  func style(ifMessageBeginsAt offset: UInt64) throws(IntakeError) -> MboxFileStyle? {
    guard offset > 0, offset < file.size else { return nil }
    let first = try firstLine(at: 0)
    guard let style = first.withUnsafeBytes({ line in FromLine(line).map { MboxFileStyle($0, line) } }) else {
      return nil
    }
    let before = min(offset, 3)
    let line = try firstLine(at: offset)
    let end = try file.bytes(in: (offset - before)..<offset)
    let separated = end.suffix(2).elementsEqual([0x0A, 0x0A]) || end.elementsEqual([0x0A, 0x0D, 0x0A])
    let begins = line.withUnsafeBytes { line in
      FromLine(line).map { end.last == 0x0A && $0.separates(line, separated: separated, style: style) } ?? false
    }
    return begins ? style : nil
  }

  private func firstLine(at offset: UInt64) throws(IntakeError) -> ArraySlice<UInt8> {
    let bytes = try file.prefix(FromLine.longest + 2, at: offset)
    return bytes.prefix { $0 != 0x0A }
  }
}
