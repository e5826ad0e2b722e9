import ArchiveEvents

/// Checks the few records of the table `state`.
struct StateVerifier {
  let records: LogRecords
  /// Whether there is no table `recent`, as in format 1, and in format 2 until its first owner has made it.
  let isOfFirstFormat: Bool
  let archive: ArchiveID
  let file: VerifiedFile
  let faults: FaultCollector

  func check(_ counters: LogCounters, _ edge: MerkleEdge?) {
    let formats = isOfFirstFormat ? 1...LogTables.formatVersion : LogTables.formatVersion...LogTables.formatVersion
    expect(StateKey.format, "the format is not \(LogTables.formatVersion)") {
      $0.count == 4 && formats.contains($0.bigEndianInteger(at: 0) ?? 0)
    }
    expect(StateKey.archive, "the archive's id is not \(archive)") { ArchiveID($0) == archive }
    if let edge {
      let encoded = edge.encoded()
      expect(StateKey.edge, "the edge of the tree is not that of \(edge.size) events") { $0.elementsEqual(encoded) }
      expect(StateKey.counters, "the counters are not those of the events") { LogCounters($0) == counters }
    }
    let known = [StateKey.format, StateKey.archive, StateKey.edge, StateKey.counters]
    for (key, value) in records.state where !known.contains(key) {
      add("there is no such record in this format", key, value)
    }
  }

  private func expect(_ key: [UInt8], _ text: String, _ isRight: (UnsafeRawBufferPointer) -> Bool) {
    let value = records.state[key]
    if !(value.map { isRight($0.bytes) } ?? false) { add(text, key, value) }
  }

  private func add(_ text: String, _ key: [UInt8], _ value: MappedBytes?) {
    faults.add(
      VerificationFault(
        text, table: "state", key: Hexadecimal.encode(key), file: file.path,
        offset: value.flatMap { file.offset(of: $0.bytes) }))
  }
}
