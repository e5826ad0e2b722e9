/// A number that a text writes in groups, in the form under which any other grouping of it is found.
public struct ReferenceNumber: Hashable, Sendable {
  /// The first of its words, counted from 0.
  public var wordIndex: Int
  /// How many words it is written in.
  public var wordCount: Int
  /// Letters in lower case and digits without anything between them.
  public var joined: [UInt8]
}

/// Finds the numbers that one person writes in these groups and another one searches in those: account numbers (IBAN),
/// telephone numbers, card and tax numbers.
///
/// Texts and queries are scanned alike: they meet in ``ReferenceNumber/joined``. A Turkish telephone number has two of
/// them, with the country's 90 and without, however it is written (`+90 312 …`, `0090 312 …`, `0312 …`, `(312) …`);
/// others have one, with the country's number where it is written. A number that is one word already gets only the
/// forms that its word is not. Dates, amounts and rows of figures have none.
public enum ReferenceNumbers {
  /// - Parameters:
  ///   - text: The bytes that were scanned.
  ///   - words: All that ``WordScanner`` found in them.
  /// - Returns: In the order of the text.
  public static func scan(_ text: UnsafeRawBufferPointer, _ words: borrowing WordRanges) -> [ReferenceNumber] {
    words.withUnsafeWords { words in
      guard let last = words.last, Int(last.end) <= text.count else { return [] }
      return Self.scan(ScannedWords(text: text, words: words))
    }
  }

  private static func scan(_ scanned: ScannedWords) -> [ReferenceNumber] {
    var found: [ReferenceNumber] = []
    var index = 0
    var free = 0  // the first word that no number has taken
    while index < scanned.words.count {
      guard scanned.startsWithDigit(index) else {
        index += 1
        continue
      }
      if let account = account(scanned, around: index, from: free) {
        found.append(account)
        index = account.wordIndex + account.wordCount
      } else if scanned.isShort(index) {
        index += 1
      } else {
        let groups = DigitGroups(scanned, from: index)
        let (forms, count) = groups.forms()
        found += forms.map { ReferenceNumber(wordIndex: index, wordCount: count, joined: $0) }
        index += max(1, count)
      }
      free = index
    }
    return found
  }

  /// The account number whose first word with a digit in front this is: its country and check digits stand one word
  /// before it, or two where a bank's letters come between.
  private static func account(_ scanned: ScannedWords, around index: Int, from free: Int) -> ReferenceNumber? {
    for start in [index - 1, index - 2] where start >= free {
      if let account = AccountNumber.read(scanned, from: start) { return account }
    }
    return nil
  }
}

/// A text with its words.
struct ScannedWords {
  let text: UnsafeRawBufferPointer
  let words: UnsafeBufferPointer<WordRange>

  func bytes(_ index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: text[Int(words[index].start)..<Int(words[index].end)])
  }

  @inline(__always)
  func startsWithDigit(_ index: Int) -> Bool {
    text[Int(words[index].start)] &- 0x30 <= 9
  }

  /// Whether a word with a digit in front can't be, or begin, a number: most are years, hours and amounts.
  func isShort(_ index: Int) -> Bool {
    let word = words[index]
    guard Int(word.end - word.start) < TelephoneForms.fewestDigits else { return false }
    return index + 1 == words.count || !startsWithDigit(index + 1)
      || Int(words[index + 1].start - word.end) > DigitGroups.longestGap
  }

  /// What stands between a word and the one before it.
  func gap(before index: Int) -> UnsafeRawBufferPointer {
    let start = index == 0 ? 0 : Int(words[index - 1].end)
    return UnsafeRawBufferPointer(rebasing: text[start..<Int(words[index].start)])
  }

  /// The byte before a word, or a space.
  func byte(before index: Int) -> UInt8 {
    let start = Int(words[index].start)
    return start == 0 ? 0x20 : text[start - 1]
  }
}
