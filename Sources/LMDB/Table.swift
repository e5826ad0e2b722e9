/// A named table of an environment. The handle stays valid until the environment closes and may be used from any
/// thread, in transactions that began after it was opened.
public struct Table: Hashable, Sendable {
  /// The table's name, unique in its environment.
  public let name: String
  /// True if keys are 8-byte unsigned integers in native byte order, sorted as numbers; otherwise keys sort bytewise.
  public let integerKey: Bool
  let dbi: UInt32

  public static func == (left: Table, right: Table) -> Bool { left.dbi == right.dbi && left.name == right.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(dbi) }
}

/// Sizes of one table, as LMDB counts them.
public struct TableStatistics: Equatable, Sendable {
  /// Bytes in a page.
  public let pageSize: Int
  /// Levels of the tree; 0 if the table is empty.
  public let depth: Int
  public let branchPages: Int
  public let leafPages: Int
  /// Pages that hold values too large for a leaf.
  public let overflowPages: Int
  public let entries: Int
}

/// How `put` treats what is there already.
public struct PutOptions: OptionSet, Sendable {
  public let rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The key sorts after every key of the table: fills pages completely and fails with `keyExists` if it does not.
  public static let append = PutOptions(rawValue: 0x20000)
  /// Leaves an existing entry as it is; `put` then answers false.
  public static let noOverwrite = PutOptions(rawValue: 0x10)
}

/// One entry seen through a cursor. Both pointers lead into the memory map: valid until the transaction ends, and in a
/// write transaction only until the next change. Copy what must live longer.
@frozen
public struct Record {
  public let key: UnsafeRawBufferPointer
  public let value: UnsafeRawBufferPointer

  @inlinable
  public init(key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    self.key = key
    self.value = value
  }

  /// The key of an integer-key table; nil if the key is not 8 bytes long.
  @inlinable
  public var integerKey: UInt64? {
    key.count == 8 ? key.loadUnaligned(as: UInt64.self) : nil
  }
}

@available(*, unavailable)
extension Record: Sendable {}
