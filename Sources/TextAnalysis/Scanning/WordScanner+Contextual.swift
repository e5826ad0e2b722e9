/// Scripts whose words only ICU's rules and dictionaries can tell apart: Chinese, Japanese, Thai, Khmer, Lao, Burmese.
extension WordScanner {
  /// Divides the run in which a contextual character was met, and those behind it for as long as they have such ones.
  /// - Returns: The end of the last run that was divided: a separator or the end of the text is there.
  func scanContextual(
    _ text: UnsafePointer<UInt8>, _ count: Int, runStart: Int, at met: Int, into ranges: inout WordRanges
  ) -> Int {
    // Runs with contextual characters that lie close together go to ICU at once: calling it is dear.
    let farthestApart = 64
    var at = met
    var runStart = runStart
    let regionStart = runStart
    var regionEnd = runStart
    var lastMet = met
    var isContextual = true
    while at < count, at - lastMet <= farthestApart, at - regionStart <= Self.longestRun {
      let (kind, length) = classify(text, count, at: at)
      if kind == CharacterClasses.separator {
        if isContextual { regionEnd = at }
        isContextual = false
        runStart = at + length
      } else if kind == CharacterClasses.contextual {
        isContextual = true
        lastMet = at
      }
      at += length
    }
    if at >= count, isContextual { regionEnd = count }
    if regionEnd > regionStart {
      divide(text, regionStart, regionEnd, into: &ranges)
      return regionEnd
    }
    return divideLongRun(text, count, from: regionStart, into: &ranges)
  }

  /// Divides one run, piece by piece where it is longer than ``longestRun``.
  /// - Returns: Its end.
  private func divideLongRun(_ text: UnsafePointer<UInt8>, _ count: Int, from start: Int, into ranges: inout WordRanges)
    -> Int
  {
    var start = start
    var at = start
    while at < count {
      let (kind, length) = classify(text, count, at: at)
      if kind == CharacterClasses.separator { break }
      if at + length - start > Self.longestRun {
        divide(text, start, at, into: &ranges)
        start = at
      }
      at += length
    }
    if at > start { divide(text, start, at, into: &ranges) }
    return at
  }

  private func divide(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, into ranges: inout WordRanges) {
    segmenter.words(text + start, end - start) { first, last in
      append(text, start + first, start + last, to: &ranges)
    }
  }

  /// The same words by ICU alone, for the tests of the other ways.
  func scanWithICUOnly(_ text: UnsafeRawBufferPointer, into ranges: inout WordRanges) {
    guard let start = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    let count = text.count
    var (regionStart, runStart, at) = (0, 0, 0)
    var isContextual = false
    while at <= count {
      let (kind, length) = at < count ? classify(start, count, at: at) : (CharacterClasses.separator, 1)
      if kind == CharacterClasses.separator {
        // Only such a run is cut, and the others are not affected by it.
        if isContextual, at - runStart > Self.longestRun {
          divide(start, regionStart, runStart, into: &ranges)
          regionStart = divideLongRun(start, count, from: runStart, into: &ranges)
        }
        isContextual = false
        runStart = at + length
      } else if kind == CharacterClasses.contextual {
        isContextual = true
      }
      at += length
    }
    if regionStart < count { divide(start, regionStart, count, into: &ranges) }
  }
}
