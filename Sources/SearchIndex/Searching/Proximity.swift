/// What words of a query that stand close together in a document add to its score.
///
/// For each two neighbours in the query the smallest distance of their occurrences counts, in either order: Tao and Zhai,
/// "An Exploration of Proximity Measures in Information Retrieval" (2007) found the smallest distance of pairs to tell most.
final class Proximity {
  /// Words further apart add nothing.
  private static let farthest: UInt32 = 5
  /// Share of the commoner word's rarity that direct neighbours add.
  private static let share: Float = 0.263

  private struct Word {
    var cursors: [PostingsCursor]
    var rarity: Float
    let positions = PositionBuffer()
    var document = -1
  }

  private var words: [Word] = []
  /// Pairs of indices into `words`, with what they add at distance one.
  private var pairs: [(first: Int, second: Int, worth: Float)] = []
  private let scratch = PositionBuffer()
  /// What all pairs add together at most.
  let most: Float

  /// - Parameter words: The words in the order of the query, each with its postings in the segment and its rarity.
  init(_ words: [(number: Int, postings: [WordPostings], rarity: Float)], _ segment: Segment) throws(IndexError) {
    var places: [Int: Int] = [:]
    var order: [Int] = []
    for word in words {
      if places[word.number] == nil {
        var cursors: [PostingsCursor] = []
        for postings in word.postings { cursors.append(try PostingsCursor(segment, postings.term)) }
        places[word.number] = self.words.count
        self.words.append(Word(cursors: cursors, rarity: word.rarity))
      }
      order.append(places[word.number] ?? 0)
    }
    var most: Float = 0
    for (first, second) in zip(order, order.dropFirst()) where first != second {
      guard !self.words[first].cursors.isEmpty, !self.words[second].cursors.isEmpty else { continue }
      let worth = Self.share * min(self.words[first].rarity, self.words[second].rarity)
      pairs.append((first, second, worth))
      most += worth
    }
    self.most = most
  }

  /// What a document gains; documents are asked for in ascending order.
  func gain(of document: Int) -> Float {
    var gain: Float = 0
    for pair in pairs {
      guard read(pair.first, document), read(pair.second, document) else { continue }
      let distance = distance(words[pair.first].positions, words[pair.second].positions)
      if distance <= Self.farthest { gain += pair.worth / Float(distance) }
    }
    return gain
  }

  /// Reads the positions of a word in a document; false where it does not occur.
  private func read(_ index: Int, _ document: Int) -> Bool {
    let buffer = words[index].positions
    if words[index].document == document { return buffer.count > 0 }
    words[index].document = document
    buffer.count = 0
    var sources = 0
    for cursor in words[index].cursors {
      let state = cursor.state
      state.pointee.advance(to: UInt32(truncatingIfNeeded: document))
      guard state.pointee.document == UInt32(truncatingIfNeeded: document) else { continue }
      let count = state.pointee.occurrences()
      buffer.makeRoom(buffer.count + count)
      state.pointee.positions(into: buffer.base + buffer.count)
      buffer.count += count
      sources += 1
    }
    if sources > 1 {
      var all = UnsafeMutableBufferPointer(start: buffer.base, count: buffer.count)
      all.sort()
    }
    return buffer.count > 0
  }

  /// Smallest distance between positions of two words.
  private func distance(_ first: PositionBuffer, _ second: PositionBuffer) -> UInt32 {
    var (i, j) = (0, 0)
    var smallest = UInt32.max
    while i < first.count, j < second.count {
      let (a, b) = (first.base[i], second.base[j])
      // The same place: two query words that are forms of one word.
      if a != b { smallest = min(smallest, a < b ? b - a : a - b) }
      if a < b { i += 1 } else { j += 1 }
    }
    return smallest
  }
}
