/// Text of which a table knows what each character does: any script that writes spaces.
extension WordScanner {
  /// Scans from an offset outside of words, or at the start of one, until Latin text may follow again.
  /// - Returns: Where that is: behind a separator that has been consumed, so that the scan always advances.
  func scanCharacters(_ text: UnsafePointer<UInt8>, _ count: Int, from start: Int, into ranges: inout WordRanges) -> Int
  {
    var at = start
    // Behind the last separator: what lies between two of them can be divided without a look at the rest.
    var runStart = start
    var wordStart = -1
    var wordEnd = -1
    while at < count {
      let (kind, length) = classify(text, count, at: at)
      switch kind {
      case CharacterClasses.base:
        if wordStart < 0 { wordStart = at }
        wordEnd = at + length
      case CharacterClasses.mark:
        if wordStart >= 0 { wordEnd = at + length }
      case CharacterClasses.ignorable:
        break
      case CharacterClasses.contextual:
        at = scanContextual(text, count, runStart: runStart, at: at, into: &ranges)
        runStart = at
        wordStart = -1
        continue
      default:
        if wordStart >= 0 { append(text, wordStart, wordEnd, to: &ranges) }
        wordStart = -1
        runStart = at + length
        if runStart >= count || text[runStart] < 0x80 { return runStart }
      }
      at += length
    }
    if wordStart >= 0 { append(text, wordStart, wordEnd, to: &ranges) }
    return count
  }

  @inline(__always)
  func classify(_ text: UnsafePointer<UInt8>, _ count: Int, at offset: Int) -> (kind: UInt8, length: Int) {
    let character = DecodedCharacter(text, count, at: offset)
    guard let scalar = character.scalar else { return (CharacterClasses.separator, 1) }
    return (classes.of(scalar), character.length)
  }

  /// Appends a word, cut where it is too long. The cuts depend on nothing but the word.
  func append(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, to ranges: inout WordRanges) {
    var start = start
    while end - start > Self.longestWord {
      var cut = start + Self.longestWord
      // The bytes of a word are well-formed, so that a character begins within three bytes.
      while text[cut] & 0xC0 == 0x80 { cut -= 1 }
      ranges.append(start, cut)
      start = cut
    }
    ranges.append(start, end)
  }
}
