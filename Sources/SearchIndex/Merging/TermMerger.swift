/// Writes the merged postings and dictionary entry of one key after another.
final class TermMerger {
  private let inputs: [Segment]
  private let documentNumbers: [[UInt32]]
  private let vocabulary: MergedVocabulary
  private let encoder: PostingsEncoder
  private let table = ByteWriter()
  private let scratch = ByteWriter()

  init(
    _ inputs: [Segment], _ documentNumbers: [[UInt32]], _ vocabulary: MergedVocabulary, _ encoder: PostingsEncoder
  ) {
    (self.inputs, self.documentNumbers) = (inputs, documentNumbers)
    (self.vocabulary, self.encoder) = (vocabulary, encoder)
  }

  private struct Source {
    var segment: Int
    var cursor: PostingsCursor
    /// Forms of each of the cursor's sets.
    var forms: [[Int]]
    /// Merged number of each of the cursor's sets.
    var sets: [UInt32] = []
  }

  func write(_ key: DictionaryMerge.Key, to dictionary: DictionaryWriter) throws(IndexError) {
    var sources: [Source] = []
    var merged: UInt32?
    var hasPositions = false
    for (segment, entry) in key.entries {
      guard let term = entry.term else { continue }
      let number = vocabulary.merged(term: term.ordinal, of: segment)
      guard number != MergedVocabulary.gone else { continue }
      merged = number
      hasPositions = hasPositions || term.hasPositions
      let cursor = try PostingsCursor(inputs[segment], term)
      sources.append(Source(segment: segment, cursor: cursor, forms: try cursor.sets()))
    }
    var summary: PostingsEncoder.Summary?
    var hasSets = false
    if let merged {
      hasSets = vocabulary.formCounts[Int(merged)] > 1
      summary = writePostings(&sources, key.bytes, hasPositions: hasPositions, hasSets: hasSets)
    }
    // Once a term has several forms, the one that was plain is listed like the others.
    let isPlain = merged.map { vocabulary.isPlain[Int($0)] && !hasSets } ?? false
    let variants = variants(key, isPlain: isPlain)
    guard summary != nil || !variants.isEmpty else { return }
    key.bytes.withUnsafeBytes { bytes in
      dictionary.add(
        bytes, term: summary, hasPositions: hasPositions, hasSets: hasSets, isPlain: isPlain, variants: variants)
    }
  }

  /// The forms of all inputs at a key, each once.
  private func variants(_ key: DictionaryMerge.Key, isPlain: Bool) -> [DictionaryWriter.Variant] {
    var seen: Set<UInt64> = []
    var result: [DictionaryWriter.Variant] = []
    func add(_ term: UInt32, _ form: UInt32, _ spelling: [UInt8]?) {
      guard term != MergedVocabulary.gone, seen.insert(UInt64(term) << 32 | UInt64(form)).inserted else { return }
      result.append(DictionaryWriter.Variant(term: Int(term), form: Int(form), spelling: spelling))
    }
    for (segment, entry) in key.entries {
      if let term = entry.term, term.isPlain, !isPlain, key.bytes.first != KeywordTerm.mark {
        let merged = vocabulary.merged(term: term.ordinal, of: segment)
        if merged != MergedVocabulary.gone, let form = vocabulary.existingForm(of: merged, spelled: key.bytes) {
          add(merged, form, nil)
        }
      }
      for variant in entry.variants {
        let merged = vocabulary.merged(term: variant.term, of: segment)
        // A form of a plain term is not listed.
        if merged != MergedVocabulary.gone, vocabulary.isPlain[Int(merged)], vocabulary.formCounts[Int(merged)] == 1 {
          continue
        }
        if let form = vocabulary.merged(variant: variant, of: segment) { add(merged, form, variant.spelling) }
      }
    }
    return result
  }

  private func writePostings(
    _ sources: inout [Source], _ key: [UInt8], hasPositions: Bool, hasSets: Bool
  ) -> PostingsEncoder.Summary {
    table.removeAll()
    if hasSets { numberSets(&sources, key) }
    encoder.begin(hasPositions: hasPositions, setTable: table.bytes)
    for source in sources {
      let numbers = documentNumbers[source.segment]
      let cursor = source.cursor
      for block in 0..<cursor.blockCount {
        cursor.state.pointee.load(block)
        cursor.state.pointee.loadFrequencies()
        cursor.withGaps { gaps in copy(cursor.state, gaps, numbers, source.sets) }
      }
    }
    return encoder.finish()
  }

  @inline(__always)
  private func copy(
    _ cursor: UnsafeMutablePointer<PostingsState>, _ gaps: UnsafeBufferPointer<UInt32>, _ numbers: [UInt32],
    _ sets: [UInt32]
  ) {
    var gap = 0
    for index in 0..<cursor.pointee.size {
      let document = numbers[Int(cursor.pointee.documents[index])]
      let frequency = Int(cursor.pointee.frequencies[index])
      if document != SegmentMerger.gone {
        let set = Int(cursor.pointee.setNumbers[index])
        encoder.add(
          document, frequency: frequency, weight: Int(cursor.pointee.weights[index]),
          set: set < sets.count ? sets[set] : (sets.last ?? 0))
        if !gaps.isEmpty {
          let end = min(gaps.count, gap &+ frequency)
          if let base = gaps.baseAddress, end > gap { encoder.add(gaps: base + gap, count: end &- gap) }
        }
      }
      gap &+= frequency
    }
  }

  /// Numbers the sets of all inputs anew, by how many documents have them, and writes their table.
  private func numberSets(_ sources: inout [Source], _ key: [UInt8]) {
    var numbers: [[Int]: Int] = [:]
    var sets: [[Int]] = []
    var counts: [Int] = []
    var provisional: [[Int]] = []
    for source in sources {
      let term = source.cursor.term
      let own = source.forms.isEmpty ? [[0]] : source.forms
      var mapped: [Int] = []
      for set in own {
        let forms = Set(set.map { vocabulary.merged(form: $0, ofTerm: term, key, of: source.segment) }).sorted()
        if let number = numbers[forms] {
          mapped.append(number)
        } else {
          numbers[forms] = sets.count
          mapped.append(sets.count)
          sets.append(forms)
          counts.append(0)
        }
      }
      count(source, mapped, &counts)
      provisional.append(mapped)
    }
    let order = sets.indices.sorted { counts[$0] == counts[$1] ? $0 < $1 : counts[$0] > counts[$1] }
    var final = [UInt32](repeating: 0, count: sets.count)
    for (number, set) in order.enumerated() { final[set] = UInt32(number) }
    for index in sources.indices { sources[index].sets = provisional[index].map { final[$0] } }
    FormSets.encode(order.map { sets[$0] }, into: table, scratch: scratch)
  }

  private func count(_ source: Source, _ mapped: [Int], _ counts: inout [Int]) {
    guard mapped.count > 1 else {
      counts[mapped[0]] += source.cursor.term.documents
      return
    }
    for block in 0..<source.cursor.blockCount {
      let state = source.cursor.state
      state.pointee.load(block)
      state.pointee.loadFrequencies()
      for index in 0..<state.pointee.size {
        let set = Int(state.pointee.setNumbers[index])
        if set < mapped.count { counts[mapped[set]] += 1 }
      }
    }
  }
}
