import MailFormat

/// The words of a report, up to where the message that came back begins.
struct ReportText {
  /// The whole text, as it was given.
  let whole: [UInt8]

  /// Lines without white space at both ends, of `whole`: those of the report.
  let lines: [Range<Int>]

  /// Where the header of the message that came back begins.
  let original: Int?

  init(_ text: String) {
    whole = Array(text.utf8)
    var found: [Range<Int>] = []
    var (at, original, opensOriginal) = (0, Int?.none, false)
    let end = min(whole.count, BounceRules.maximumTextBytes)
    while at < end, found.count < BounceRules.maximumLines {
      let feed = whole[at..<end].firstIndex(of: 0x0A) ?? end
      let line = whole[at..<feed].trimmedRange
      at = feed + 1
      if !line.isEmpty {
        if opensOriginal || OriginalHeader.isTrace(whole[line]) {
          original = line.lowerBound
          break
        }
        if OriginalHeader.isDivider(whole[line]) {
          opensOriginal = true
          continue
        }
      }
      found.append(line)
    }
    lines = found
    self.original = original
  }

  /// The report's words, without blank space at both ends.
  var words: String {
    let end = lines.last(where: { !$0.isEmpty })?.upperBound ?? 0
    let start = lines.first(where: { !$0.isEmpty })?.lowerBound ?? 0
    return String(decoding: whole[start..<max(start, end)], as: UTF8.self)
  }

  /// The header of the message that came back.
  var returnedSummary: MessageSummary? {
    guard let original else { return nil }
    var header: [UInt8] = []
    var at = original
    // As much as headers take; indented by programs that cite them so.
    let end = min(whole.count, original + OriginalHeader.maximumBytes)
    let start = whole[..<original].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let indent = original - start
    while at < end {
      let feed = whole[at..<end].firstIndex(of: 0x0A) ?? end
      header.append(contentsOf: whole[at..<feed])
      header.append(0x0A)
      at = feed + 1
      var blanks = 0
      while at < end, blanks < indent, whole[at] == 0x20 || whole[at] == 0x09 { (at, blanks) = (at + 1, blanks + 1) }
    }
    let summary = header.withUnsafeBytes { MessageSummary.read($0) }
    return summary == MessageSummary() ? nil : summary
  }

  /// `Message-ID` where a report names it among its own lines.
  var namedMessageID: String? {
    for line in lines where line.count > 12 && line.count < 998 {
      guard OriginalHeader.namesMessage.opens(FoldedText(whole[line].prefix(40)).bytes),
        let open = whole[line].firstIndex(of: UInt8(ascii: "<")),
        let close = whole[open..<line.upperBound].firstIndex(of: UInt8(ascii: ">")), close > open + 1
      else { continue }
      return String(decoding: whole[(open + 1)..<close], as: UTF8.self)
    }
    return nil
  }
}
