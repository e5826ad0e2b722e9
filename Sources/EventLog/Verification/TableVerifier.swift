import LMDB

/// Checks that both commits of an environment have the tables of their format
/// and no others, each with its order of keys. An empty table that is renamed
/// loses no record, yet the archive does not open without it.
struct TableVerifier {
  /// Name → whether keys are integers.
  let expected: [String: Bool]
  /// Those of them that an earlier format did not have.
  var optional: Set<String> = []

  static let log = TableVerifier(
    expected: [
      "events": true, "content": false, "digests": false, "recent": true, "sources": false, "tree": false,
      "checkpoints": false, "staged": false, "state": false,
    ], optional: ["recent"])
  static let keys = TableVerifier(expected: ["keys": true, "epochs": true, "settings": false])

  func check(_ report: InspectionReport, path: String, faults: FaultCollector) {
    check(report.tables.map(\.table), "", path, faults)
    // There is none before the first commit, nor in a compacted copy.
    if !report.previousTables.isEmpty {
      check(report.previousTables, " in the previous commit", path, faults)
    }
  }

  private func check(_ tables: [InspectedTable], _ commit: String, _ path: String, _ faults: FaultCollector) {
    for table in tables where expected[table.name] != table.integerKey {
      let what =
        expected[table.name] == nil
        ? "there is no such table in this format" : "the keys have another order than in this format"
      faults.add(VerificationFault(what + commit, table: table.name, file: path))
    }
    let found = Set(tables.map(\.name))
    for name in expected.keys.sorted() where !found.contains(name) && !optional.contains(name) {
      faults.add(VerificationFault("the table is missing" + commit, table: name, file: path))
    }
  }
}
