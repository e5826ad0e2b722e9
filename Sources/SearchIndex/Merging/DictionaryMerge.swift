/// The keys of several segments in one order.
struct DictionaryMerge {
  struct Key {
    var bytes: [UInt8]
    /// The segments that have it, ascending, with what they say of it.
    var entries: [(segment: Int, entry: DictionaryScan.Entry)]
  }

  private var scans: [DictionaryScan]
  private var isOpen: [Bool]

  /// - Parameter variants: Whether the forms at each key are wanted.
  init(_ segments: [Segment], variants: Bool = true) throws(IndexError) {
    scans = []
    isOpen = []
    for segment in segments {
      var scan = try DictionaryScan(segment.dictionary, block: 0, variants: variants)
      isOpen.append(try scan.next())
      scans.append(scan)
    }
  }

  mutating func next() throws(IndexError) -> Key? {
    var smallest: Int?
    for index in scans.indices where isOpen[index] {
      if let other = smallest, scans[index].compareKey(to: scans[other].key) >= 0 { continue }
      smallest = index
    }
    guard let smallest else { return nil }
    var key = Key(bytes: scans[smallest].key, entries: [])
    for index in smallest..<scans.count where isOpen[index] && scans[index].compareKey(to: key.bytes) == 0 {
      key.entries.append((index, scans[index].entry))
      isOpen[index] = try scans[index].next()
    }
    return key
  }
}
