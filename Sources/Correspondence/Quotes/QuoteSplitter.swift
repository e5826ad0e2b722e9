/// Tells a mail's own words from what it quotes.
public enum QuoteSplitter {
  /// The parts of a mail's plain text, in order and without gaps.
  ///
  /// Never fails: whatever no rule knows is own words. Takes time in proportion to the text, whatever it holds. Blank
  /// lines belong to the part before them, at the beginning to the part after them.
  ///
  /// - Parameter text: UTF-8, lines ended by LF; other bytes do no harm.
  /// - Returns: Parts that are never empty; neighbours differ in kind. None for an empty text.
  public static func split(_ text: UnsafeRawBufferPointer) -> [TextPart] {
    let lines = TextLines(text)
    var parts = PartList()
    /// Where an attribution began that needs no mark of quotation after it.
    var attribution: Int?
    var position = 0
    while position < text.count {
      let line = lines.line(at: position)
      position = line.next
      if line.isBlank { continue }
      let isMarked = lines.isMarkedAsQuoted(line)
      if let start = attribution {
        attribution = nil
        // What follows is quoted, though without a mark; whether the sender's words come back, nobody can tell.
        if !isMarked {
          parts.begin(.quoted, at: start)
          break
        }
      }
      if isMarked {
        if parts.kind != .quoted {
          let found = Attribution.find(in: lines, before: line.start, notBefore: parts.current)
          parts.begin(.quoted, at: found?.start ?? line.start)
        }
        continue
      }
      if let start = OriginalMessage.start(at: line, in: lines, notBefore: parts.endOfQuoted(line.start)) {
        parts.begin(.quoted, at: start)
        break
      }
      if lines.isSignatureDelimiter(line) {
        parts.begin(.signature, at: line.start)
      } else if parts.kind == .quoted || parts.kind == nil {
        parts.begin(.own, at: line.start)
      }
      // With nothing above it, the words below must be the sender's own: the quotation was cut out.
      if lines.endsWithColon(line),
        let found = Attribution.findStandingAlone(in: lines, endingWith: line, notBefore: parts.current),
        parts.hasWords(before: found.start)
      {
        attribution = found.start
      }
    }
    return parts.finish(at: text.count)
  }
}

/// The parts found so far. The last one is open: it ends where the next begins.
private struct PartList {
  /// `first` is the first line that isn't blank.
  private var starts: [(kind: TextPart.Kind, start: Int, first: Int)] = []

  /// The kind of the open part.
  private(set) var kind: TextPart.Kind?

  /// The first line of the open part.
  var current: Int { starts.last?.first ?? 0 }

  /// Whether a part began before a line, which is more than blank lines.
  func hasWords(before line: Int) -> Bool { starts.first.map { $0.first < line } ?? false }

  /// How far back a part that begins at `line` may reach.
  func endOfQuoted(_ line: Int) -> Int { kind == .quoted ? line : current }

  /// Begins a part, in which parts disappear that it covers.
  mutating func begin(_ kind: TextPart.Kind, at start: Int) {
    while let last = starts.last, last.first >= start { starts.removeLast() }
    self.kind = kind
    if starts.last?.kind == kind { return }
    starts.append((kind, starts.isEmpty ? 0 : start, start))
  }

  func finish(at end: Int) -> [TextPart] {
    guard !starts.isEmpty else { return end > 0 ? [TextPart(kind: .own, range: 0..<end)] : [] }
    return starts.indices.map { index in
      let next = index + 1 < starts.count ? starts[index + 1].start : end
      return TextPart(kind: starts[index].kind, range: starts[index].start..<next)
    }
  }
}
