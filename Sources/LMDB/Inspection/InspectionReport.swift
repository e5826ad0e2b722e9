/// A named table as the inspector met it.
public struct InspectedTable: Equatable, Sendable {
  /// The table's place in the order of names, from 0.
  public let index: Int
  public let name: String
  /// True if the file says that its keys are 8-byte integers. The file alone cannot prove it for a table of few
  /// entries: compare it with what the table should be.
  public let integerKey: Bool
}

/// Something in the file that LMDB could not have written.
public struct PageFault: Equatable, Sendable, CustomStringConvertible {
  public enum Kind: String, Sendable {
    /// A meta page: magic number, version, page size, map size, transaction number.
    case meta
    /// The file ends before a page that is in use.
    case truncated
    /// A page's own number or kind is not what its place asks for.
    case pageHeader
    /// The fill marks of a page, or its node pointers, are out of range, overlap or leave gaps.
    case pageLayout
    /// A node's flags or sizes are impossible.
    case node
    /// A key does not sort after the one before it, or not between its parent's separators.
    case keyOrder
    /// A page number that leads out of the file, or to a page that is in use elsewhere.
    case pageReference
    /// The counters of a tree differ from what was found.
    case counters
    /// The entry of a table is none, or has settings that this archive never uses.
    case tableRecord
    /// The list of free pages is malformed.
    case freeList
    /// A page is in use and free at once, or neither.
    case pageFate
  }

  public let kind: Kind
  /// Where, in bytes from the beginning of the file.
  public let offset: Int
  public let page: UInt64
  /// The table concerned; nil for meta pages, the list of tables and the free list.
  public let table: String?
  /// The key concerned, in hexadecimal digits.
  public let key: String?
  /// One sentence saying what is wrong.
  public let explanation: String

  public var description: String {
    var place = "page \(page), byte \(offset)"
    if let table { place += ", table \"\(table)\"" }
    if let key { place += ", key \(key)" }
    return "\(place): \(explanation)"
  }
}

/// What the inspector found.
public struct InspectionReport: Sendable {
  public struct Table: Equatable, Sendable {
    public let table: InspectedTable
    public let depth: Int
    public let entries: UInt64
    public let branchPages: UInt64
    public let leafPages: UInt64
    public let overflowPages: UInt64
    /// Separators that differ from the first key behind them. Deletion leaves such; elsewhere they are faults.
    public let looseSeparators: UInt64
  }

  /// At most as many as the inspector was told to keep.
  public internal(set) var faults: [PageFault] = []
  /// Faults beyond those.
  public internal(set) var omittedFaults = 0
  public internal(set) var pageSize = 0
  /// Number of the last commit.
  public internal(set) var transactionID: UInt64 = 0
  /// Number of the last page that the last commit knows of.
  public internal(set) var lastPage: UInt64 = 0
  public internal(set) var freePages: UInt64 = 0
  /// Named tables of the last commit, in the order of their names.
  public internal(set) var tables: [Table] = []
  /// Named tables of the commit before; they differ from `tables` if the last commit made or dropped one.
  public internal(set) var previousTables: [InspectedTable] = []

  public var isSound: Bool { faults.isEmpty && omittedFaults == 0 }
}

/// Keeps the first faults and counts the rest, so that a shredded file gives a short answer.
final class FaultList {
  private(set) var faults: [PageFault] = []
  private(set) var omitted = 0
  private let limit: Int

  init(limit: Int) { self.limit = max(1, limit) }

  var count: Int { faults.count + omitted }

  @inline(never)
  func add(
    _ kind: PageFault.Kind, at offset: Int, page: UInt64, table: String? = nil,
    key: UnsafeRawBufferPointer? = nil, _ explanation: @autoclosure () -> String
  ) {
    guard faults.count < limit else {
      omitted += 1
      return
    }
    let fault = PageFault(
      kind: kind, offset: offset, page: page, table: table, key: key.map(hexadecimal), explanation: explanation())
    // A page that both commits use can be met twice.
    if !faults.contains(fault) { faults.append(fault) }
  }
}

/// Lower-case digits; long keys are cut after 64 bytes.
private func hexadecimal(_ bytes: UnsafeRawBufferPointer) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes.prefix(64) {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self) + (bytes.count > 64 ? "…" : "")
}
