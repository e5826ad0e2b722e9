internal import CLMDB

extension Environment {
  /// A table to be made.
  public struct TableSpecification: Sendable {
    public let name: String
    public let integerKey: Bool

    public init(_ name: String, integerKey: Bool = false) {
      self.name = name
      self.integerKey = integerKey
    }
  }

  /// Makes those of the tables that are missing, in one transaction and so with one wait for the disk; then
  /// `openTable` finds them all.
  public func makeTables(_ specifications: [TableSpecification]) throws(LMDBError) {
    var missing: [TableSpecification] = []
    for specification in specifications {
      do throws(LMDBError) {
        _ = try openTable(specification.name, integerKey: specification.integerKey, create: false)
      } catch {
        guard error.code == .notFound else { throw error }
        missing.append(specification)
      }
    }
    guard !missing.isEmpty else { return }
    let handle = try begin(.write)
    defer { handle.abort() }
    let transaction = try handle.live("open")
    for table in missing {
      var dbi: MDB_dbi = 0
      let flags = UInt32(MDB_CREATE | (table.integerKey ? MDB_INTEGERKEY : 0))
      let status = mdb_dbi_open(transaction, table.name, flags, &dbi)
      guard status == MDB_SUCCESS else {
        throw LMDBError(status: status, operation: "open", path: path, table: table.name)
      }
    }
    let status = handle.finish { mdb_txn_commit($0) }
    guard status == MDB_SUCCESS else { throw LMDBError(status: status, operation: "open", path: path) }
  }
}
