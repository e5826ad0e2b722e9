/// The line, or up to three, that says whose words follow and when they were written.
struct Attribution {
  /// Where its first line begins.
  var start: Int
  /// It names a day, a year and a time of day: nobody writes that by hand, so what follows it is quoted even without
  /// marks.
  var standsAlone: Bool

  /// Lines that are longer are prose, in bytes; a name and an address of usual length take half of it.
  static let longestLine = 400
  /// Programs wrap an attribution at about 76 characters, so that a long name and address make three lines.
  static let mostLines = 3
  /// Blank lines between an attribution and the quotation.
  static let mostBlankLines = 6

  /// The attribution that stands alone and whose last line is `line`.
  static func findStandingAlone(in lines: TextLines, endingWith line: TextLine, notBefore floor: Int) -> Attribution? {
    guard hasDigits(of: 7, in: lines, endingWith: line, notBefore: floor),
      let found = find(in: lines, before: line.next, notBefore: floor), found.standsAlone
    else { return nil }
    return found
  }

  /// Whether the lines that an attribution may fill have as many digits as a year and a time of day take. Many lines of
  /// ordinary mail end with a colon; few of them get past this.
  private static func hasDigits(
    of number: Int, in lines: TextLines, endingWith line: TextLine, notBefore floor: Int
  ) -> Bool {
    let floor = max(floor, line.end - mostLines * longestLine)
    var (offset, left, feeds) = (line.end, number, 0)
    while offset > floor {
      offset -= 1
      let byte = lines[offset]
      if byte == 10 {
        feeds += 1
        if feeds == mostLines { return false }
      } else if (0x30...0x39).contains(byte) {
        left -= 1
        if left == 0 { return true }
      }
    }
    return false
  }

  /// The attribution whose last line ends before `end`, blank lines aside.
  static func find(in lines: TextLines, before end: Int, notBefore floor: Int) -> Attribution? {
    guard let last = last(before: end, in: lines, notBefore: floor) else { return nil }
    if let dated = DatedSender.find(last, in: lines) { return dated }
    guard lines.endsWithColon(last) else { return nil }
    let found = [last] + above(last, in: lines, notBefore: floor)
    let folded = found.map { FoldedText(lines.text[$0.first..<$0.end]) }
    var whole = folded[0]
    for index in found.indices {
      if index > 0 { whole = whole.after(folded[index]) }
      if AttributionWords.opens(folded[index]), AttributionWords.verb(in: whole) != nil {
        return Attribution(start: found[index].start, standsAlone: whole.hasYear && whole.hasTimeOfDay)
      }
    }
    return withoutOpening(found, folded, in: lines)
  }

  /// Languages that begin with the name or the date have no word to begin with: lines are taken in while they look like
  /// the beginning of a wrapped line.
  private static func withoutOpening(_ found: [TextLine], _ folded: [FoldedText], in lines: TextLines) -> Attribution? {
    var whole = folded[0]
    var index = 0
    while true {
      let verb = AttributionWords.verb(in: whole)
      let isEnough = verb != nil && whole.hasAddress && whole.hasDigit
      guard !isEnough, index + 1 < found.count, folded[index + 1].isContinued else {
        guard let verb, verb == .last || whole.hasDigit || whole.hasAddress else { return nil }
        return Attribution(
          start: found[index].start, standsAlone: whole.hasYear && whole.hasTimeOfDay && whole.hasAddress)
      }
      index += 1
      whole = whole.after(folded[index])
    }
  }

  /// The nearest line above `end` that isn't blank, if it may be part of an attribution.
  private static func last(before end: Int, in lines: TextLines, notBefore floor: Int) -> TextLine? {
    var next = end
    for _ in 0...mostBlankLines {
      guard next > floor, let line = lines.line(before: next, limit: longestLine) else { return nil }
      if !line.isBlank { return mayBelong(line, in: lines) ? line : nil }
      next = line.start
    }
    return nil
  }

  /// The lines that stand together with the last one, above it, the nearest first.
  private static func above(_ last: TextLine, in lines: TextLines, notBefore floor: Int) -> [TextLine] {
    var result: [TextLine] = []
    var next = last.start
    while next > floor, result.count < mostLines - 1, let line = lines.line(before: next, limit: longestLine),
      mayBelong(line, in: lines)
    {
      result.append(line)
      next = line.start
    }
    return result
  }

  private static func mayBelong(_ line: TextLine, in lines: TextLines) -> Bool {
    !line.isBlank && !lines.isMarkedAsQuoted(line) && !lines.isSignatureDelimiter(line)
  }
}

/// `2013/3/4 Name <name@example.org>`, the form of older Gmail in many languages: no verb, and a colon not always.
enum DatedSender {
  static func find(_ line: TextLine, in lines: TextLines) -> Attribution? {
    let end = lines[line.end - 1] == UInt8(ascii: ":") ? line.end - 1 : line.end
    guard end > line.first, lines[end - 1] == UInt8(ascii: ">"), (0x30...0x39).contains(lines[line.first]) else {
      return nil
    }
    let folded = FoldedText(lines.text[line.first..<line.end])
    return folded.hasAddress && folded.hasYear ? Attribution(start: line.start, standsAlone: false) : nil
  }
}
