/// Known words and phrases, each with a meaning, found by their first byte: most lines of a mail begin with none of
/// them, and that costs one look.
struct WordTable<Meaning: Sendable>: Sendable {
  struct Entry: Sendable {
    var word: [UInt8]
    var meaning: Meaning
  }

  /// By the first byte of the folded word.
  private var entries: [[Entry]] = Array(repeating: [], count: 256)
  /// The bytes that may open a word before it is folded.
  private var openings: [Bool] = Array(repeating: false, count: 256)

  init(_ groups: [(meaning: Meaning, words: [String])]) {
    for (meaning, words) in groups {
      for word in words {
        let folded = FoldedText(word.utf8).bytes
        guard let first = folded.first else { continue }
        entries[Int(first)].append(Entry(word: folded, meaning: meaning))
        openings[Int(first)] = true
        switch first {
        case 0x61...0x7A:
          openings[Int(first) - 0x20] = true
          // İ and ı, which are folded to i.
          if first == 0x69 { openings[0xC4] = true }
        // The second half of the small Cyrillic letters has its capitals under the other lead byte.
        case 0xD1: openings[0xD0] = true
        default: break
        }
      }
    }
  }

  /// Whether text that isn't folded may begin with a word.
  @inline(__always)
  func mayOpen(with byte: UInt8) -> Bool { openings[Int(byte)] }

  /// The meaning of a text that is one of the words and nothing else, folded or not.
  func meaning(of text: Slice<UnsafeRawBufferPointer>) -> Meaning? {
    guard text.allSatisfy({ $0 < 0x80 }) else {
      let folded = FoldedText(text).bytes
      guard let first = folded.first else { return nil }
      return entries[Int(first)].first { $0.word == folded }?.meaning
    }
    // Folded on the way, since an array for every line that may be a header's costs more than all else.
    guard let first = text.first.map(FoldedText.small) else { return nil }
    for entry in entries[Int(first)]
    where entry.word.count == text.count && entry.word.elementsEqual(text.lazy.map(FoldedText.small)) {
      return entry.meaning
    }
    return nil
  }

  /// Whether a text begins with one of the words.
  func opens(_ text: FoldedText) -> Bool {
    guard let first = text.bytes.first else { return false }
    return entries[Int(first)].contains { text.bytes.starts(with: $0.word) }
  }

  /// The ends of the words that stand by themselves in a text: no letter touches them. Scripts without spaces between
  /// words have no such edges and need none.
  func ends(in text: FoldedText) -> [Int] {
    let bytes = text.bytes
    var result: [Int] = []
    for start in bytes.indices where !entries[Int(bytes[start])].isEmpty {
      let isApart = start == 0 || !FoldedText.isLetter(bytes[start - 1])
      guard isApart || bytes[start] >= 0xE3 else { continue }
      for entry in entries[Int(bytes[start])] {
        let end = start + entry.word.count
        guard end <= bytes.count, entry.word.indices.allSatisfy({ entry.word[$0] == bytes[start + $0] }) else {
          continue
        }
        if bytes[start] >= 0xE3 || end == bytes.count || !FoldedText.isLetter(bytes[end]) { result.append(end) }
      }
    }
    return result
  }
}
