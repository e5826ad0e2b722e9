/// A stream or storage of a compound file (MS-CFB §2.6).
struct CompoundEntry {
  enum Kind: Int { case unused = 0, storage = 1, stream = 2, root = 5 }

  let name: String
  let kind: Kind
  let start: Int
  let size: Int
  /// The number of the storage that it lies in; the root is 0 and in none.
  fileprivate(set) var parent: Int?
  let number: Int

  private let left: Int
  private let right: Int
  private let child: Int

  private static let size = 128

  private init(_ fields: ByteFields, number: Int) {
    let at = number * Self.size
    let length = min(max(0, (fields.little16(at + 64) ?? 0) - 2), 62)
    let units = stride(from: 0, to: length, by: 2).map { UInt16(fields.little16(at + $0) ?? 0) }
    name = String(decoding: units, as: UTF16.self)
    kind = fields.slice(at + 66, 1)?.first.flatMap { Kind(rawValue: Int($0)) } ?? .unused
    left = fields.little32(at + 68) ?? .max
    right = fields.little32(at + 72) ?? .max
    child = fields.little32(at + 76) ?? .max
    start = fields.little32(at + 116) ?? .max
    // The upper half is noise in files with sectors of 512 bytes.
    size = fields.little32(at + 120) ?? 0
    self.number = number
  }

  /// All entries, each with its parent, found by walking the trees of siblings; each entry is visited once.
  static func all(in directory: ByteFields) -> [CompoundEntry] {
    var entries = (0..<(directory.count / size)).map { CompoundEntry(directory, number: $0) }
    guard let root = entries.first else { return [] }
    var visited = [Bool](repeating: false, count: entries.count)
    visited[0] = true
    var waiting = [(number: root.child, parent: 0)]
    while let (number, parent) = waiting.popLast() {
      guard entries.indices.contains(number), !visited[number] else { continue }
      visited[number] = true
      entries[number].parent = parent
      let entry = entries[number]
      waiting += [(entry.left, parent), (entry.right, parent)]
      if entry.kind == .storage { waiting.append((entry.child, number)) }
    }
    return entries
  }
}
