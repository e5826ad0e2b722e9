/// Documents in which words stand one behind another, or one word within some texts only.
final class PhraseSet: DocumentSet {
  /// The terms that may stand at one place of the phrase.
  struct Place {
    var cursors: [PostingsCursor]
    var scorers: [PostingScorer]

    var cost: Int { cursors.reduce(0) { $0 + $1.term.documents } }
  }

  private let segment: Segment
  private let places: [Place]
  /// Places by cost, the rarest first.
  private let order: [Int]
  /// Texts in which the phrase must stand; nil for any.
  private let fields: [Int]?
  private let penalties: UnsafePointer<Float>
  private let starts = PositionBuffer()
  private let positions = PositionBuffer()
  private let scratch = PositionBuffer()
  private let rarity: Float
  private let norms: UnsafePointer<UInt8>
  /// What a document can be worth at most, times the share of its rarest word.
  let most: Float
  /// The cursors of the places by cost, where each place has one; kept alive by `places`.
  private let simple: UnsafeMutablePointer<UnsafeMutablePointer<PostingsState>>?

  init(_ segment: Segment, _ places: [Place], fields: Set<Int>?, penalties: UnsafePointer<Float>) {
    self.segment = segment
    self.places = places
    self.fields = fields?.sorted()
    self.penalties = penalties
    norms = segment.norms
    order = places.indices.sorted { places[$0].cost < places[$1].cost }
    rarity = places.reduce(0) { $0 + ($1.scorers.first?.rarity ?? 0) }
    most = rarity
    if places.allSatisfy({ $0.cursors.count == 1 && !$0.scorers[0].isSelective }) {
      let states = UnsafeMutablePointer<UnsafeMutablePointer<PostingsState>>.allocate(capacity: places.count)
      for (rank, place) in order.enumerated() { (states + rank).initialize(to: places[place].cursors[0].state) }
      simple = states
    } else {
      simple = nil
    }
  }

  deinit { simple?.deallocate() }

  override var cost: Int { order.first.map { places[$0].cost } ?? 0 }

  override func candidate(from start: Int) -> Int {
    guard let rarest = order.first else { return .max }
    return document(of: places[rarest], from: start)
  }

  /// First document at or behind `start` with one of the terms of a place.
  private func document(of place: Place, from start: Int) -> Int {
    var first = PostingsState.end
    for cursor in place.cursors {
      cursor.state.pointee.advance(to: UInt32(truncatingIfNeeded: start))
      first = min(first, cursor.state.pointee.document)
    }
    return first == PostingsState.end ? .max : Int(first)
  }

  override func fill(_ start: Int, _ end: Int, _ bits: Bits, _ scores: Scores?) throws(IndexError) {
    var document = start
    while let (found, score) = next(from: document, below: end, threshold: scores == nil ? .infinity : -1, nil) {
      let offset = found - start
      bits[offset >> 6] |= 1 &<< UInt64(offset & 63)
      scores?[offset] += score
      document = found + 1
    }
  }

  /// The next document that has the phrase, and what it is worth; -1 where that is known to be below the threshold.
  ///
  /// - Parameter scale: With it, documents that can't reach the threshold are passed over.
  func next(
    from start: Int, below end: Int, threshold: Float, _ scale: BlockBounds.Scale?
  ) -> (Int, Float)? {
    if let simple { return nextSimple(simple, start, end, threshold, scale) }
    guard let rarest = order.first else { return nil }
    var document = document(of: places[rarest], from: start)
    search: while document < end {
      for place in order.dropFirst() {
        let other = self.document(of: places[place], from: document)
        if other != document {
          guard other < end else { return nil }
          document = self.document(of: places[rarest], from: other)
          continue search
        }
      }
      if let score = match(document) { return (document, score) }
      document = self.document(of: places[rarest], from: document + 1)
    }
    return nil
  }

  // MARK: One term a place

  private func nextSimple(
    _ states: UnsafeMutablePointer<UnsafeMutablePointer<PostingsState>>, _ start: Int, _ end: Int,
    _ threshold: Float, _ scale: BlockBounds.Scale?
  ) -> (Int, Float)? {
    let count = places.count
    let lead = states[0]
    lead.pointee.advance(to: UInt32(truncatingIfNeeded: start))
    var boundedBlock = -1
    search: while true {
      let document = lead.pointee.document
      guard document != PostingsState.end, Int(document) < end else { return nil }
      if let scale, lead.pointee.block != boundedBlock {
        // A phrase occurs no more often than its rarest word.
        boundedBlock = lead.pointee.block
        let bound = lead.pointee.bound(boundedBlock)
        if most * scale.share(low: bound.low, high: bound.high) < threshold {
          lead.pointee.load(boundedBlock + 1)
          continue search
        }
      }
      var rank = 1
      while rank < count {
        let other = states[rank]
        other.pointee.advance(to: document)
        let reached = other.pointee.document
        if reached != document {
          if reached == PostingsState.end { return nil }
          lead.pointee.advance(to: reached)
          continue search
        }
        rank &+= 1
      }
      if scale != nil, !canReach(threshold, Int(document)) {
        lead.pointee.next()
        continue search
      }
      let score = matchSimple(states, Int(document))
      if score >= 0 { return (Int(document), score) }
      lead.pointee.next()
    }
  }

  /// Whether the document could be worth the threshold if every occurrence of its rarest word were one of the phrase.
  @inline(__always)
  private func canReach(_ threshold: Float, _ document: Int) -> Bool {
    guard threshold > 0, let lead = simple?[0] else { return true }
    let weight = Float(lead.pointee.posting(at: lead.pointee.index).weight)
    return most * weight / (weight + penalties[Int(norms[document])]) >= threshold
  }

  private func matchSimple(
    _ states: UnsafeMutablePointer<UnsafeMutablePointer<PostingsState>>, _ document: Int
  ) -> Float {
    var rank = 0
    let count = places.count
    while rank < count {
      let state = states[rank]
      let offset = UInt32(truncatingIfNeeded: order[rank])
      let number = state.pointee.occurrences()
      if rank == 0 {
        starts.makeRoom(number)
        state.pointee.positions(into: starts.base)
        keepStarts(number, offset)
      } else {
        positions.makeRoom(number)
        state.pointee.positions(into: positions.base)
        positions.count = number
        intersect(offset)
      }
      if starts.count == 0 { return -1 }
      rank &+= 1
    }
    let weight = self.weight(in: document)
    guard weight > 0 else { return -1 }
    var factor: Float = 1
    for (rank, place) in order.enumerated() {
      let scorer = places[place].scorers[0]
      factor = min(
        factor,
        scorer.isUniform
          ? scorer.onlyFactor : scorer.factor(states[rank].pointee.posting(at: states[rank].pointee.index).set))
    }
    return factor * rarity * weight / (weight + penalties[Int(norms[document])])
  }

  /// From the positions of the word at a place of the phrase to where the phrase would begin.
  @inline(__always)
  private func keepStarts(_ number: Int, _ offset: UInt32) {
    let base = starts.base
    var kept = 0
    for index in 0..<number where base[index] >= offset {
      base[kept] = base[index] &- offset
      kept &+= 1
    }
    starts.count = kept
  }

  /// Keeps the beginnings at which the word with the positions read stands in its place.
  @inline(__always)
  private func intersect(_ offset: UInt32) {
    let (base, count, others, number) = (starts.base, starts.count, positions.base, positions.count)
    var (kept, at, index) = (0, 0, 0)
    while index < count {
      let wanted = base[index] &+ offset
      while at < number, others[at] < wanted { at &+= 1 }
      if at >= number { break }
      if others[at] == wanted {
        base[kept] = base[index]
        kept &+= 1
      }
      index &+= 1
    }
    starts.count = kept
  }

  // MARK: Several terms a place

  /// Nil where the document has the words, but not the phrase.
  private func match(_ document: Int) -> Float? {
    var factor: Float = 1
    for (rank, place) in order.enumerated() {
      gather(places[place], document, &factor)
      if rank == 0 {
        starts.makeRoom(positions.count)
        starts.base.update(from: positions.base, count: positions.count)
        keepStarts(positions.count, UInt32(place))
      } else {
        intersect(UInt32(place))
      }
      if starts.count == 0 { return nil }
    }
    let weight = self.weight(in: document)
    guard weight > 0 else { return nil }
    return factor * rarity * weight / (weight + penalties[Int(norms[document])])
  }

  /// Reads the positions of all terms of a place.
  private func gather(_ place: Place, _ document: Int, _ factor: inout Float) {
    positions.count = 0
    var best: Float = 0
    var sources = 0
    for (index, cursor) in place.cursors.enumerated() where Int(cursor.state.pointee.document) == document {
      let set = cursor.state.pointee.posting(at: cursor.state.pointee.index).set
      let scorer = place.scorers[index]
      guard scorer.matches(set: set) else { continue }
      best = max(best, scorer.isUniform ? scorer.onlyFactor : scorer.factor(set))
      let number = cursor.state.pointee.occurrences()
      positions.makeRoom(positions.count + number)
      cursor.state.pointee.positions(into: positions.base + positions.count)
      positions.count += number
      sources += 1
    }
    if sources > 1 {
      var all = UnsafeMutableBufferPointer(start: positions.base, count: positions.count)
      all.sort()
    }
    factor = min(factor, best)
  }

  /// What the occurrences count together, those outside of the wanted texts left out.
  private func weight(in document: Int) -> Float {
    let texts = segment.schema.texts
    if texts.count == 1 { return Float(starts.count &* texts[0].weight) }
    var sum = 0
    var field = 0
    var next = segment.start(ofText: 1, in: document)
    for index in 0..<starts.count {
      while Int(starts.base[index]) >= next {
        field += 1
        next = field + 1 < texts.count ? segment.start(ofText: field + 1, in: document) : .max
      }
      if let fields, !fields.contains(field) { continue }
      sum += texts[field].weight
    }
    return Float(sum)
  }
}
