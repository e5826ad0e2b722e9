#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The line that begins a message in an mbox: `From sender date`, written "From_" in the manuals.
///
/// The date is what makes it one, not the sender: RFC 4155 appendix A asks for an address and an asctime date in UTC;
/// found in the field are also `user at example.com` (list archives), `-` (Thunderbird), a missing number of seconds,
/// time zones before or after the year (neomutt's mbox(5), Gmail's export), `remote from host` at the end (UUCP), and
/// dates in the manner of RFC 5322. Sendmail, Mutt and Pine each accept a similar set.
public struct FromLine: Sendable, Equatable {
  /// The longest line that can be one, in bytes: an address of 320 characters, a date, a zone and a host fit three times.
  public static let longest = 1024

  /// Places of the sender and of the date in the line.
  let sender: Range<Int>
  let date: Range<Int>

  /// `From ` and nothing else, as new Thunderbird versions write it. A reader may believe it only in a file that begins so.
  var isBare: Bool { sender.isEmpty }

  /// Reads one line, with or without its line ending.
  /// - Returns: `nil` when the line is something else, for instance a sentence that begins with "From ".
  init?(_ line: UnsafeRawBufferPointer) {
    var end = line.count
    while end > 0, line[end - 1] == 0x0A || line[end - 1] == 0x0D { end -= 1 }
    guard end <= Self.longest, end >= 5, Self.hasPrefix(line) else { return nil }

    var tokens = Tokens(line: line, place: 5, end: end)
    var sender = 5..<5
    while let token = tokens.next() {
      // The sender may hold spaces, so the date is looked for at every word.
      if !sender.isEmpty, FromLineDate.isWeekday(line, token), FromLineDate(line, after: tokens) != nil {
        self.sender = sender
        date = token.lowerBound..<Self.trimmed(line, end)
        return
      }
      sender = (sender.isEmpty ? token.lowerBound : sender.lowerBound)..<token.upperBound
    }
    guard sender.isEmpty else { return nil }
    self.sender = sender
    date = sender
  }

  /// Whether a line begins with the five characters that every From_ line begins with.
  static func hasPrefix(_ line: UnsafeRawBufferPointer) -> Bool {
    guard let base = line.baseAddress, line.count >= 5 else { return false }
    return memcmp(base, "From ", 5) == 0
  }

  private static func trimmed(_ line: UnsafeRawBufferPointer, _ end: Int) -> Int {
    var end = end
    while end > 0, line[end - 1] == 0x20 || line[end - 1] == 0x09 { end -= 1 }
    return end
  }
}

/// Words of a line, divided by spaces and tabs.
struct Tokens {
  let line: UnsafeRawBufferPointer
  var place: Int
  let end: Int

  mutating func next() -> Range<Int>? {
    while place < end, line[place] == 0x20 || line[place] == 0x09 { place += 1 }
    guard place < end else { return nil }
    let start = place
    while place < end, line[place] != 0x20, line[place] != 0x09 { place += 1 }
    return start..<place
  }
}
