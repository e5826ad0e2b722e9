internal import CLinux

extension SegmentBuilder {
  /// Writes what was gathered to a file, which is then on the disk; returns what the catalogue keeps of it.
  func write(to path: String) throws(IndexError) -> SegmentRecord {
    let file = try SegmentFileWriter(path: path)
    let inversion = Inversion(self, file)
    try inversion.write()
    try file.append(inversion.postings.bytes, as: .postings)
    try file.append(inversion.dictionary.blocks.bytes, as: .dictionary)
    try file.append(inversion.dictionary.directory.bytes, as: .directory)
    try file.append(inversion.dictionary.directoryKeys.bytes, as: .directoryKeys)
    return try SegmentTables.write(
      to: file, schema: schema, norms: norms, keys: keys, fieldStarts: fieldStarts, columns: columns,
      totalLength: totalLength, terms: inversion.dictionary.termCount)
  }
}

/// A word in a term's bucket: its place in the stream (26 bits), and above it which of the term's forms it is, as long as
/// that fits, so that the stream need not be looked at again out of order.
private enum Occurrence {
  static let formShift: UInt32 = 26
  static let placeMask: UInt32 = (1 << 26) - 1
  /// Forms from this one on are looked up.
  static let unstatedForm: UInt32 = 63

  @inline(__always)
  static func place(_ occurrence: UInt32) -> UInt32 { occurrence & placeMask }
}

/// Turns the stream of a builder into postings and dictionary.
private final class Inversion {
  /// Those that wait for the file.
  private let positions = ByteWriter(capacity: 1 << 16)
  /// So many bytes of positions go to the file together (1 MiB): they are in the processor's cache still, and the disk writes
  /// them while the next ones are packed.
  private static let spillBytes = 1 << 20
  let postings = ByteWriter(capacity: 1 << 16)
  let dictionary = DictionaryWriter(blocks: ByteWriter(capacity: 1 << 14))

  private let builder: SegmentBuilder
  private let file: SegmentFileWriter
  private let textCount: Int
  private let weights: [Int]
  private let documentEnds: UnsafeMutablePointer<UInt32>
  private let documentStarts: UnsafeMutablePointer<UInt32>
  /// First document that reaches into each run of 128 words of the stream.
  private let documentsOfRuns: UnsafeMutablePointer<UInt32>
  private let setScratch = ByteWriter()
  private let setTable = ByteWriter()
  private var formRun = FormRun()
  private let fewForms = FewFormsRun()

  init(_ builder: SegmentBuilder, _ file: SegmentFileWriter) {
    (self.builder, self.file) = (builder, file)
    textCount = builder.schema.texts.count
    weights = builder.schema.texts.map(\.weight)
    let count = builder.documentCount
    documentStarts = .allocate(capacity: count + 1)
    for (index, start) in builder.documentStarts.enumerated() { documentStarts[index] = start }
    documentStarts[count] = UInt32(builder.streamCount)
    documentEnds = documentStarts + 1
    let runs = builder.streamCount / 128 + 1
    documentsOfRuns = .allocate(capacity: runs)
    var document = 0
    for index in 0..<runs {
      while document + 1 < count, documentEnds[document] <= UInt32(index * 128) { document += 1 }
      documentsOfRuns[index] = UInt32(document)
    }
  }

  deinit {
    documentStarts.deallocate()
    documentsOfRuns.deallocate()
  }

  /// Writes the positions, and gathers all else.
  func write() throws(IndexError) {
    let kinds = (0..<builder.terms.count).map(builder.forms.kind)
    let order = KeyOrder(builder, kinds)
    let (buckets, starts) = scatter(order)
    defer { ZeroedMemory.free(buckets, starts[starts.count - 1]) }
    let average = Double(builder.totalLength) / Double(max(1, builder.documentCount))
    let bounds = BlockBounds(averageLength: average, unit: builder.schema.unit)
    file.begin(.positions)
    try builder.norms.withUnsafeBufferPointer { norms throws(IndexError) in
      // A segment has at least one document.
      guard let norms = norms.baseAddress else { return }
      let encoder = PostingsEncoder(
        postings: postings, positions: positions, schema: builder.schema, bounds: bounds, norms: norms)
      try write(order, kinds, buckets, starts, encoder)
    }
    try spill()
    try file.end(.positions)
  }

  private func spill() throws(IndexError) {
    try file.append(positions.bytes)
    positions.removeAll()
  }

  /// Places of each term's words in the stream, ascending, term after term in the order of keys; keywords have their
  /// documents instead.
  private func scatter(_ order: KeyOrder) -> (UnsafeMutablePointer<UInt32>, [Int]) {
    let forms = builder.forms
    let formCounts = builder.formCounts()
    // By the number of a form its term and which of its forms it is. Frequent words are met early and have low numbers: what
    // is needed of them lies close together.
    let targets = (0..<forms.count).map { form in
      UInt32(forms.term(of: form)) << Self.formBits | min(forms.ordinal(of: form), Occurrence.unstatedForm)
    }
    var next = [UInt32](repeating: 0, count: builder.terms.count)
    for form in targets.indices { next[Int(targets[form] >> Self.formBits)] += formCounts[form] }
    for term in builder.keywordTerms { next[Int(term)] += 1 }
    var starts: [Int] = []
    starts.reserveCapacity(order.termsInOrder.count + 1)
    var sum = 0
    for term in order.termsInOrder {
      starts.append(sum)
      sum += Int(next[Int(term)])
      next[Int(term)] = UInt32(starts[starts.count - 1])
    }
    starts.append(sum)
    let buckets = ZeroedMemory.of(UInt32.self, sum)
    next.withUnsafeMutableBufferPointer { next in
      targets.withUnsafeBufferPointer { targets in
        // Without words or keywords there is nothing to scatter.
        if let targets = targets.baseAddress, let next = next.baseAddress { scatterWords(targets, next, buckets) }
      }
      for index in builder.keywordTerms.indices {
        let term = Int(builder.keywordTerms[index])
        buckets[Int(next[term])] = builder.keywordDocuments[index]
        next[term] += 1
      }
    }
    return (buckets, starts)
  }

  /// Bits of a target that say which form of its term it is; the other 26 are more than a full vocabulary has terms.
  private static let formBits: UInt32 = 6
  /// Words whose places are reckoned before the first is stored, so that their memory comes side by side.
  private static let scatterBatch = 64

  private func scatterWords(
    _ targets: UnsafePointer<UInt32>, _ next: UnsafeMutablePointer<UInt32>, _ buckets: UnsafeMutablePointer<UInt32>
  ) {
    let (stream, count) = (builder.stream, builder.streamCount)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.scatterBatch) { batch in
      guard let batch = batch.baseAddress else { return }
      var start = 0
      while start < count {
        let end = min(start &+ Self.scatterBatch, count)
        var number = 0
        for place in start..<end where stream[place] != SegmentBuilder.gap {
          let target = targets[Int(stream[place])]
          clinux_prefetch_to_write(next + Int(target >> Self.formBits))
          batch[number] = UInt64(target) << 32 | UInt64(place)
          number &+= 1
        }
        for index in 0..<number {
          let target = UInt32(truncatingIfNeeded: batch[index] >> 32)
          let term = next + Int(target >> Self.formBits)
          let bucket = term.pointee
          term.pointee = bucket &+ 1
          clinux_prefetch_to_write(buckets + Int(bucket))
          let form = target << Occurrence.formShift
          batch[index] = UInt64(bucket) << 32 | UInt64(form | UInt32(truncatingIfNeeded: batch[index]))
        }
        for index in 0..<number {
          buckets[Int(batch[index] >> 32)] = UInt32(truncatingIfNeeded: batch[index])
        }
        start = end
      }
    }
  }

  private func write(
    _ order: KeyOrder, _ kinds: [FormTable.Kind], _ buckets: UnsafeMutablePointer<UInt32>, _ starts: [Int],
    _ encoder: PostingsEncoder
  ) throws(IndexError) {
    var (index, ordinal) = (0, 0)
    let entries = order.entries
    var variants: [DictionaryWriter.Variant] = []
    while index < entries.count {
      order.approach(index, builder)
      let key = KeyOrder.key(entries[index], builder)
      var summary: PostingsEncoder.Summary?
      var (hasPositions, hasSets, isPlain) = (false, false, false)
      if entries[index].form == nil {
        let kind = kinds[Int(entries[index].reference)]
        let places = UnsafeBufferPointer(start: buckets + starts[ordinal], count: starts[ordinal + 1] - starts[ordinal])
        isPlain = kind == .plain
        if KeywordTerm.isKeyword(key) {
          summary = writeKeyword(places, encoder)
        } else {
          (hasPositions, hasSets) = (true, kind == .few || kind == .many)
          switch kind {
          case .plain, .one: summary = writeWord(places, encoder)
          case .few: summary = writeFewForms(places, encoder)
          case .many: summary = writeForms(places, encoder)
          }
        }
        ordinal += 1
        index += 1
      }
      variants.removeAll(keepingCapacity: true)
      while index < entries.count, let form = entries[index].form,
        ByteStringTable.isEqual(KeyOrder.key(entries[index], builder), key)
      {
        let spelling = builder.forms.spelling(form)
        variants.append(
          DictionaryWriter.Variant(
            term: Int(order.termOrdinals[builder.forms.term(of: form)]), form: Int(builder.forms.ordinal(of: form)),
            spelling: ByteStringTable.isEqual(spelling, key) ? nil : [UInt8](spelling)))
        index += 1
      }
      dictionary.add(
        key, term: summary, hasPositions: hasPositions, hasSets: hasSets, isPlain: isPlain, variants: variants)
      if positions.count >= Self.spillBytes { try spill() }
    }
    dictionary.finish()
  }

  private func writeKeyword(_ documents: UnsafeBufferPointer<UInt32>, _ encoder: PostingsEncoder)
    -> PostingsEncoder.Summary
  {
    encoder.begin(hasPositions: false, setTable: UnsafeRawBufferPointer(start: nil, count: 0))
    var last: UInt32?
    for document in documents where document != last {
      encoder.add(document, frequency: 1, weight: builder.schema.unit, set: 0)
      last = document
    }
    return encoder.finish()
  }

  // MARK: Words

  @inline(__always)
  private func document(of place: UInt32, from current: Int) -> Int {
    var document = max(current, Int(documentsOfRuns[Int(place >> 7)]))
    while documentEnds[document] <= place { document &+= 1 }
    return document
  }

  /// Weight of the words at some places of a document.
  @inline(__always)
  private func weight(_ places: UnsafeBufferPointer<UInt32>, _ range: Range<Int>, _ document: Int) -> Int {
    guard textCount > 1 else { return range.count &* weights[0] }
    let start = documentStarts[document]
    let fields = document &* (textCount &- 1)
    var (field, sum) = (0, 0)
    for index in range {
      let position = Occurrence.place(places[index]) &- start
      while field < textCount &- 1, builder.fieldStarts[fields &+ field] <= position { field &+= 1 }
      sum &+= weights[field]
    }
    return sum
  }

  private func writeWord(_ places: UnsafeBufferPointer<UInt32>, _ encoder: PostingsEncoder) -> PostingsEncoder.Summary {
    // Most terms, and each by itself little work.
    if places.count == 1 {
      let place = Occurrence.place(places[0])
      let document = document(of: place, from: 0)
      return encoder.single(
        UInt32(truncatingIfNeeded: document), weight: weight(places, 0..<1, document),
        position: place &- documentStarts[document])
    }
    encoder.begin(hasPositions: true, setTable: UnsafeRawBufferPointer(start: nil, count: 0))
    var (index, current) = (0, 0)
    while index < places.count {
      current = document(of: Occurrence.place(places[index]), from: current)
      let limit = documentEnds[current]
      var end = index &+ 1
      while end < places.count, Occurrence.place(places[end]) < limit { end &+= 1 }
      encoder.add(
        UInt32(truncatingIfNeeded: current), frequency: end &- index, weight: weight(places, index..<end, current),
        set: 0)
      writeGaps(places, index..<end, current, encoder)
      index = end
    }
    return encoder.finish()
  }

  @inline(__always)
  private func writeGaps(
    _ places: UnsafeBufferPointer<UInt32>, _ range: Range<Int>, _ document: Int, _ encoder: PostingsEncoder
  ) {
    var before = documentStarts[document]
    for index in range {
      let place = Occurrence.place(places[index])
      encoder.add(gap: place &- before)
      before = place
    }
  }

  @inline(__always)
  private func form(_ occurrence: UInt32) -> UInt32 {
    let stated = occurrence >> Occurrence.formShift
    return stated == Occurrence.unstatedForm
      ? builder.forms.ordinal(of: Int(builder.stream[Int(Occurrence.place(occurrence))])) : stated
  }

  /// A term of so few forms that each occurrence states its own.
  private func writeFewForms(
    _ places: UnsafeBufferPointer<UInt32>, _ encoder: PostingsEncoder
  ) -> PostingsEncoder.Summary {
    let run = fewForms
    run.begin(documents: min(places.count, builder.documentCount))
    var (index, current) = (0, 0)
    while index < places.count {
      let first = places[index]
      current = document(of: Occurrence.place(first), from: current)
      let limit = documentEnds[current]
      var forms: UInt64 = 1 &<< UInt64(first &>> Occurrence.formShift)
      var end = index &+ 1
      while end < places.count, Occurrence.place(places[end]) < limit {
        forms |= 1 &<< UInt64(places[end] &>> Occurrence.formShift)
        end &+= 1
      }
      run.add(document: UInt32(truncatingIfNeeded: current), forms: forms, end: end)
      index = end
    }
    setTable.removeAll()
    run.number(into: setTable, scratch: setScratch)
    encoder.begin(hasPositions: true, setTable: setTable.bytes)
    let (postings, count, sets) = (run.postings, run.count, run.sets)
    index = 0
    for number in 0..<count {
      let (document, end) = (Int(postings[number].document), Int(postings[number].end))
      encoder.add(
        postings[number].document, frequency: end &- index, weight: weight(places, index..<end, document),
        set: sets[Int(postings[number].set)].number)
      writeGaps(places, index..<end, document, encoder)
      index = end
    }
    return encoder.finish()
  }

  /// A term of any number of forms: which of them a document has must be known of all documents before the first is written.
  private func writeForms(_ places: UnsafeBufferPointer<UInt32>, _ encoder: PostingsEncoder) -> PostingsEncoder.Summary
  {
    // Taken out of the object, so that the loop works on a value of its own.
    var run = FormRun()
    swap(&run, &formRun)
    defer { swap(&run, &formRun) }
    run.removeAll()
    var (index, current) = (0, 0)
    while index < places.count {
      current = document(of: Occurrence.place(places[index]), from: current)
      let limit = documentEnds[current]
      let form = self.form(places[index])
      run.begin(form: form)
      var end = index &+ 1
      while end < places.count, Occurrence.place(places[end]) < limit {
        let other = self.form(places[end])
        if other != form { run.add(form: other) }
        end &+= 1
      }
      run.end(document: UInt32(truncatingIfNeeded: current), end: end)
      index = end
    }
    let numbers = run.setsByFrequency()
    setTable.removeAll()
    FormSets.encode(numbers.order, into: setTable, scratch: setScratch)
    encoder.begin(hasPositions: true, setTable: setTable.bytes)
    index = 0
    for posting in run.postings {
      let document = Int(posting.document)
      encoder.add(
        posting.document, frequency: posting.end &- index, weight: weight(places, index..<posting.end, document),
        set: numbers.numberOf[Int(posting.set)])
      writeGaps(places, index..<posting.end, document, encoder)
      index = posting.end
    }
    return encoder.finish()
  }
}
