/// What the dictionary of a segment lists, in order: terms, and forms of terms that are not spelled as their term is.
struct KeyOrder {
  struct Entry {
    var prefix: UInt64
    /// Number of a term, or of a form where the highest bit is set.
    var reference: UInt32

    static let isForm: UInt32 = 1 << 31
    var form: Int? { reference & Self.isForm != 0 ? Int(reference & ~Self.isForm) : nil }
  }

  private(set) var entries: [Entry]
  /// Place of each term among the terms.
  private(set) var termOrdinals: [UInt32]
  /// Term numbers in order.
  private(set) var termsInOrder: [UInt32]

  init(_ builder: SegmentBuilder, _ kinds: [FormTable.Kind]) {
    entries = []
    entries.reserveCapacity(builder.terms.count + builder.forms.count / 2)
    for term in 0..<builder.terms.count {
      entries.append(Entry(prefix: ByteOrder.prefix(builder.terms[term]), reference: UInt32(term)))
    }
    for form in 0..<builder.forms.count where kinds[builder.forms.term(of: form)] != .plain {
      let folded = builder.forms.folded(form)
      entries.append(Entry(prefix: ByteOrder.prefix(folded), reference: UInt32(form) | Entry.isForm))
    }
    entries = Self.sortedByPrefix(entries)
    Self.orderEqualPrefixes(&entries, builder)
    termOrdinals = [UInt32](repeating: 0, count: builder.terms.count)
    termsInOrder = []
    termsInOrder.reserveCapacity(builder.terms.count)
    for entry in entries where entry.form == nil {
      termOrdinals[Int(entry.reference)] = UInt32(termsInOrder.count)
      termsInOrder.append(entry.reference)
    }
  }

  static func key(_ entry: Entry, _ builder: SegmentBuilder) -> UnsafeRawBufferPointer {
    guard let form = entry.form else { return builder.terms[Int(entry.reference)] }
    return builder.forms.folded(form)
  }

  /// Lets the memory of a key that will be asked for come: first where the key lies, some entries later the key itself.
  @inline(__always)
  func approach(_ index: Int, _ builder: SegmentBuilder) {
    let (far, near) = (index &+ 32, index &+ 16)
    guard far < entries.count else { return }
    if entries[far].form == nil { builder.terms.prefetchPlace(of: Int(entries[far].reference)) }
    if entries[near].form == nil { builder.terms.prefetch(Int(entries[near].reference)) }
  }

  /// Least significant digits first, sixteen bits at a time; a digit that all have in common costs nothing.
  private static func sortedByPrefix(_ entries: [Entry]) -> [Entry] {
    guard entries.count > 2_000 else { return entries.sorted { $0.prefix < $1.prefix } }
    var source = entries
    var target = entries
    var counts = [Int](repeating: 0, count: 1 << 16)
    for digit in 0..<4 {
      let shift = UInt64(digit * 16)
      for index in counts.indices { counts[index] = 0 }
      for entry in source { counts[Int((entry.prefix >> shift) & 0xFFFF)] += 1 }
      if counts.contains(source.count) { continue }
      var sum = 0
      for index in counts.indices { (counts[index], sum) = (sum, sum + counts[index]) }
      source.withUnsafeBufferPointer { source in
        target.withUnsafeMutableBufferPointer { target in
          for entry in source {
            let bucket = Int((entry.prefix >> shift) & 0xFFFF)
            target[counts[bucket]] = entry
            counts[bucket] += 1
          }
        }
      }
      swap(&source, &target)
    }
    return source
  }

  private static func orderEqualPrefixes(_ entries: inout [Entry], _ builder: SegmentBuilder) {
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].prefix == entries[start].prefix { end += 1 }
      if end - start > 1 {
        entries[start..<end].sort { first, second in
          let order = ByteOrder.compare(key(first, builder), key(second, builder))
          if order != 0 { return order < 0 }
          // The term before the forms that share its key.
          return first.reference < second.reference
        }
      }
      start = end
    }
  }
}
