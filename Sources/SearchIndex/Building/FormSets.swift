/// The sets of forms in which one term stands in documents, numbered by how often they occur.
///
/// A posting says the number of its set: nothing at all for terms of one form, and few bits otherwise, since most documents
/// have a word in one form.
struct FormSets {
  /// Forms of each set, ascending; the most frequent set first.
  private(set) var sets: [[Int]] = []

  /// Layout: byte count of what follows (varint), number of sets, and for each the number of its forms, the first form and
  /// the distance from each to the next.
  static func encode(_ sets: [[Int]], into writer: ByteWriter, scratch: ByteWriter) {
    scratch.removeAll()
    scratch.appendVarInt(sets.count)
    for set in sets {
      scratch.appendVarInt(set.count)
      var before = 0
      for form in set {
        scratch.appendVarInt(form - before)
        before = form
      }
    }
    writer.appendVarInt(scratch.count)
    writer.append(scratch.bytes)
  }

  /// Reads a table; `reader` stands behind it then.
  init(_ reader: inout ByteReader) {
    let size = reader.varInt()
    var table = ByteReader(reader.bytes(size))
    let count = table.varInt()
    guard count <= size else { return }
    sets.reserveCapacity(count)
    for _ in 0..<count where !table.isOverrun {
      let forms = table.varInt()
      guard forms <= size else { return }
      var set: [Int] = []
      var form = 0
      for _ in 0..<forms where !table.isOverrun {
        form &+= table.varInt()
        set.append(form)
      }
      sets.append(set)
    }
  }
}
