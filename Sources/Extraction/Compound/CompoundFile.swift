/// The file system inside a file that Office used before 2007, and Outlook uses still (MS-CFB).
///
/// Every chain is followed no further than the file has sectors, so loops end.
struct CompoundFile {
  static let magic: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  private let fields: ByteFields
  private let sectorShift: Int
  private let miniCutoff: Int
  private var table: [UInt32] = []
  private var miniTable: [UInt32] = []
  private var miniStream: [UInt8] = []
  private(set) var entries: [CompoundEntry] = []

  private static let miniShift = 6
  private static let entrySize = 128
  private static let mostEntries = 100_000

  init(_ bytes: [UInt8]) throws(ExtractionReason) {
    fields = ByteFields(bytes)
    guard bytes.starts(with: Self.magic), let shift = fields.little16(30), shift == 9 || shift == 12,
      let first = fields.little32(48), let cutoff = fields.little32(56), let miniFirst = fields.little32(60)
    else { throw .damaged("its header can't be read") }
    sectorShift = shift
    miniCutoff = cutoff
    table = allocationTable()
    let directory = chain(from: first, limit: Self.mostEntries * Self.entrySize)
    entries = CompoundEntry.all(in: ByteFields(directory))
    guard let root = entries.first, root.kind == .root else { throw .damaged("its directory can't be read") }
    miniTable = Self.numbers(chain(from: miniFirst, limit: bytes.count))
    miniStream = chain(from: root.start, limit: min(root.size, bytes.count))
  }

  /// The content of a stream, as far as it is there.
  func content(of entry: CompoundEntry) -> [UInt8] {
    guard entry.kind == .stream else { return [] }
    return entry.size < miniCutoff
      ? miniChain(from: entry.start, limit: entry.size) : chain(from: entry.start, limit: entry.size)
  }

  /// A stream directly below the root, whatever the case of its name.
  func stream(_ name: String) -> CompoundEntry? {
    entries.first { $0.parent == 0 && $0.kind == .stream && $0.name.lowercased() == name.lowercased() }
  }

  private func sectorOffset(_ number: Int) -> Int { (number + 1) << sectorShift }

  private var sectorCount: Int { fields.count >> sectorShift }

  /// The table of what follows each sector: 109 of its sectors are named in the header, others in a chain (§2.3, §2.5).
  private func allocationTable() -> [UInt32] {
    let perSector = 1 << (sectorShift - 2)
    var sectors = (0..<109).compactMap { fields.little32(76 + 4 * $0) }.filter { $0 < sectorCount }
    var next = fields.little32(68) ?? Int.max
    var rounds = 0
    while next < sectorCount, rounds <= sectorCount / perSector + 1 {
      let start = sectorOffset(next)
      sectors += (0..<(perSector - 1)).compactMap { fields.little32(start + 4 * $0) }.filter { $0 < sectorCount }
      next = fields.little32(start + 4 * (perSector - 1)) ?? Int.max
      rounds += 1
    }
    // Each sector of the table once: a table that names itself again and again would grow beyond the file.
    var table: [UInt32] = []
    for sector in sectors.prefix(sectorCount / perSector + 1) {
      guard let bytes = fields.slice(sectorOffset(sector), 1 << sectorShift) else { continue }
      table += Self.numbers(Array(bytes))
    }
    return table
  }

  private static func numbers(_ bytes: [UInt8]) -> [UInt32] {
    let fields = ByteFields(bytes)
    return stride(from: 0, to: bytes.count - 3, by: 4).map { UInt32(fields.little32($0) ?? 0) }
  }

  private func chain(from start: Int, limit: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var sector = start
    var steps = 0
    while bytes.count < limit, table.indices.contains(sector), steps <= sectorCount {
      let offset = sectorOffset(sector)
      guard let piece = fields.slice(offset, min(1 << sectorShift, max(0, fields.count - offset))), !piece.isEmpty
      else { break }
      bytes += piece.prefix(limit - bytes.count)
      sector = Int(table[sector])
      steps += 1
    }
    return bytes
  }

  private func miniChain(from start: Int, limit: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var sector = start
    var steps = 0
    let size = 1 << Self.miniShift
    while bytes.count < limit, miniTable.indices.contains(sector), steps <= miniTable.count {
      let offset = sector << Self.miniShift
      guard offset < miniStream.count else { break }
      bytes += miniStream[offset..<min(miniStream.count, offset + size)].prefix(limit - bytes.count)
      sector = Int(miniTable[sector])
      steps += 1
    }
    return bytes
  }
}
