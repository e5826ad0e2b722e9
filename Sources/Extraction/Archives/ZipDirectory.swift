internal import MailFormat

/// The directory of a ZIP archive (PKWARE APPNOTE 6.3.10, §4.3.12–16), with ZIP64.
struct ZipDirectory {
  let entries: [ZipEntry]

  private static let endSize = 22
  private static let longestComment = 65_535

  init(_ bytes: [UInt8], limits: ExtractionLimits) throws(ExtractionReason) {
    let fields = ByteFields(bytes)
    guard let end = Self.end(fields) else { throw .damaged("the archive's directory is missing, so it was cut short") }
    var (count, start) = (fields.little16(end + 10) ?? 0, fields.little32(end + 16) ?? 0)
    if count == 0xFFFF || start == 0xFFFF_FFFF, let whole = Self.zip64End(fields, before: end) {
      (count, start) = whole
    }
    if count > limits.maximumEntries { throw .bomb("its directory lists \(count) files") }
    // Bytes put before an archive (self-extracting ones) shift every place in it.
    let size = fields.little32(end + 12) ?? 0
    var shift = 0
    if fields.little32(start) != Self.entryMark, end - size >= start, fields.little32(end - size) == Self.entryMark {
      shift = end - size - start
    }
    var entries: [ZipEntry] = []
    var at = start + shift
    while entries.count < limits.maximumEntries, let (entry, next) = Self.entry(fields, at, shift: shift) {
      entries.append(entry)
      at = next
    }
    if entries.isEmpty, count > 0 { throw .damaged("the archive's directory can't be read") }
    try Self.checkOverlap(entries)
    self.entries = entries
  }

  private static let entryMark = 0x0201_4B50

  private static func end(_ fields: ByteFields) -> Int? {
    var at = fields.count - endSize
    let first = max(0, at - longestComment)
    while at >= first {
      if fields.bytes[at] == 0x50, fields.little32(at) == 0x0605_4B50 { return at }
      at -= 1
    }
    return nil
  }

  private static func zip64End(_ fields: ByteFields, before end: Int) -> (count: Int, start: Int)? {
    guard fields.little32(end - 20) == 0x0706_4B50, let at = fields.little64(end - 12),
      fields.little32(at) == 0x0606_4B50, let count = fields.little64(at + 32), let start = fields.little64(at + 48)
    else { return nil }
    return (count, start)
  }

  private static func entry(_ fields: ByteFields, _ at: Int, shift: Int) -> (ZipEntry, next: Int)? {
    guard fields.little32(at) == entryMark, let flags = fields.little16(at + 8), let method = fields.little16(at + 10),
      let checksum = fields.little32(at + 16), let packed = fields.little32(at + 20),
      let size = fields.little32(at + 24),
      let nameLength = fields.little16(at + 28), let extraLength = fields.little16(at + 30),
      let commentLength = fields.little16(at + 32), let offset = fields.little32(at + 42),
      let name = fields.slice(at + 46, nameLength), fields.slice(at + 46 + nameLength, extraLength) != nil
    else { return nil }
    var sizes = [size, packed, offset]
    readZip64(fields, at + 46 + nameLength, extraLength, &sizes)
    let entry = ZipEntry(
      name: decode(Array(name), isUTF8: flags & 0x800 != 0),
      method: method == 0 ? .stored : method == 8 ? .deflated : .other(method), isEncrypted: flags & 1 != 0,
      checksum: checksum, packedSize: sizes[1], size: sizes[0], headerOffset: sizes[2] + shift)
    return (entry, at + 46 + nameLength + extraLength + commentLength)
  }

  /// Sizes that don't fit stand in an extra field, in the order size, packed size, offset (§4.5.3).
  private static func readZip64(_ fields: ByteFields, _ start: Int, _ length: Int, _ sizes: inout [Int]) {
    var at = start
    while at + 4 <= start + length, let tag = fields.little16(at), let size = fields.little16(at + 2) {
      if tag == 1 {
        var value = at + 4
        for index in sizes.indices where sizes[index] == 0xFFFF_FFFF && value + 8 <= at + 4 + size {
          sizes[index] = fields.little64(value) ?? sizes[index]
          value += 8
        }
        return
      }
      at += 4 + size
    }
  }

  /// Names without the mark of UTF-8 are in whatever the sender's system used.
  private static func decode(_ name: [UInt8], isUTF8: Bool) -> String {
    isUTF8 ? String(decoding: name, as: UTF8.self) : DocumentText.plain(name).text
  }

  /// Entries that share bytes are how a small archive holds petabytes.
  private static func checkOverlap(_ entries: [ZipEntry]) throws(ExtractionReason) {
    var end = 0
    for entry in entries.sorted(by: { $0.headerOffset < $1.headerOffset }) {
      if entry.headerOffset < end { throw .bomb("files in it share the same bytes") }
      // A local header has 30 bytes and a name at least as long as nothing.
      end = entry.headerOffset + 30 + entry.packedSize
    }
  }
}
