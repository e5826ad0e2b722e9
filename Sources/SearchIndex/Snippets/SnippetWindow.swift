/// A stretch of text with matches that fit into one fragment.
struct SnippetWindow {
  /// The matches, by their places among all.
  var matches: Range<Int>
  /// From the first match to the last, in bytes.
  var bytes: Range<Int>
}

/// Chooses the stretches of text that show most of a query: first by the number of terms that are not yet shown, then by the
/// number of matches, then the earliest.
struct SnippetWindows {
  let text: UnsafeRawBufferPointer
  let matches: [SnippetWord]
  /// Room for a window, in code points: never fewer than its characters.
  let room: Int

  func best(_ count: Int) -> [SnippetWindow] {
    let all = windows()
    var chosen: [SnippetWindow] = []
    var shown: Set<Int32> = []
    while chosen.count < max(1, count) {
      let free = all.filter { window in
        chosen.allSatisfy { !$0.bytes.overlaps(window.bytes) && !$0.matches.overlaps(window.matches) }
      }
      guard let next = best(free, besides: shown) else { break }
      let terms = Set(matches[next.matches].map(\.term))
      // A further piece must have something new to say.
      guard chosen.isEmpty || !terms.isSubset(of: shown) else { break }
      shown.formUnion(terms)
      chosen.append(next)
    }
    return chosen.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
  }

  /// The widest window from each match on. The ends only move forward, so each gap is measured once.
  private func windows() -> [SnippetWindow] {
    var gaps: [Int] = []
    for place in matches.indices.dropLast() {
      gaps.append(length(from: Int(matches[place].start), to: Int(matches[place + 1].start)))
    }
    var windows: [SnippetWindow] = []
    var (end, distance) = (0, 0)
    for start in matches.indices {
      if end < start { (end, distance) = (start, 0) }
      while end + 1 < matches.count {
        let next = distance + gaps[end]
        let word = length(from: Int(matches[end + 1].start), to: Int(matches[end + 1].end))
        guard next + word <= room else { break }
        distance = next
        end += 1
      }
      let bytes = Int(matches[start].start)..<Int(matches[end].end)
      windows.append(SnippetWindow(matches: start..<end + 1, bytes: bytes))
      if end > start { distance -= gaps[start] }
    }
    return windows
  }

  /// Code points; more than the room where it is certain that they don't fit, without a look at them.
  private func length(from start: Int, to end: Int) -> Int {
    guard end - start <= room * 4 else { return room + 1 }
    var count = 0
    for place in start..<max(start, end) where text[place] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  private func best(_ windows: [SnippetWindow], besides shown: Set<Int32>) -> SnippetWindow? {
    guard let first = windows.first else { return nil }
    // Terms in the moving window, counted as it moves.
    var counts: [Int32: Int] = [:]
    var held = first.matches.lowerBound..<first.matches.lowerBound
    var best: (window: SnippetWindow, terms: Int, matches: Int)?
    for window in windows {
      if window.matches.lowerBound >= held.upperBound {
        counts = [:]
        held = window.matches.lowerBound..<window.matches.lowerBound
      }
      for place in held.lowerBound..<window.matches.lowerBound {
        let term = matches[place].term
        counts[term] = (counts[term] ?? 1) == 1 ? nil : (counts[term] ?? 1) - 1
      }
      for place in held.upperBound..<window.matches.upperBound where !shown.contains(matches[place].term) {
        counts[matches[place].term, default: 0] += 1
      }
      held = window.matches
      let candidate = (window, counts.count, window.matches.count)
      guard let current = best else {
        best = candidate
        continue
      }
      if (candidate.1, candidate.2) > (current.terms, current.matches) { best = candidate }
    }
    return best?.window
  }
}
