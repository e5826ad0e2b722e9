import ArchiveEvents

/// The look-up tables `digests`, `recent` and `sources` and the contents hold nothing of
/// their own: each record follows from one event. What no event accounts for
/// was added, what an event asks for and is not there was removed.
struct FollowedRecords {
  private var digests: [[UInt8]: MappedBytes]
  private var recent: [UInt64: MappedBytes]
  private var sources: [[UInt8]: MappedBytes]
  private let records: LogRecords
  private let hasDigestKey: Bool
  private let file: VerifiedFile
  private let faults: FaultCollector
  private var lookups: [ItemID: [UInt8]] = [:]
  private var referenced: Set<UInt64> = []
  private var erased: Set<UInt64> = []
  private var hasUnreadable = false
  /// What the record "counters" must be after the events taken so far.
  private(set) var counters = LogCounters()
  private var snapshot = EarlierLog()
  private let earlierSize: UInt64?
  private var taken: UInt64 = 0

  /// What followed from the events that the commit before the last held.
  struct EarlierLog {
    var counters = LogCounters()
    /// Numbers of the contents of those events.
    var contents: Set<UInt64> = []
  }

  /// For the commit before the last, once all events were taken.
  var earlier: EarlierLog {
    earlierSize == nil ? EarlierLog(counters: counters, contents: referenced) : snapshot
  }

  /// - Parameter earlierSize: events that the commit before the last held; nil where they are those of the last.
  init(
    _ records: LogRecords, hasDigestKey: Bool, earlierSize: UInt64?, file: VerifiedFile, faults: FaultCollector
  ) {
    self.records = records
    self.hasDigestKey = hasDigestKey
    self.file = file
    self.faults = faults
    digests = records.digests
    recent = records.recent
    sources = records.sources
    self.earlierSize = earlierSize
  }

  mutating func take(_ finding: EventVerifier.Finding, _ event: (position: UInt64, bytes: MappedBytes)) {
    defer {
      taken += 1
      if taken == earlierSize { snapshot = EarlierLog(counters: counters, contents: referenced) }
    }
    counters.key = max(counters.key, finding.keyID)
    for number in finding.contents {
      counters.content = max(counters.content, number)
      if !referenced.insert(number).inserted {
        add("two events name content \(number)", "content", String(number), event)
      }
    }
    if finding.isErased { erased.insert(event.position) }
    guard hasDigestKey, let payload = finding.payload?.event, let id = finding.id else {
      if !finding.isErased { hasUnreadable = true }
      return
    }
    let lookup: [UInt8]
    if let own = finding.lookup {
      lookup = own.bytes
      lookups[id] = lookup
      if recent[event.position].map({ $0.bytes.elementsEqual(lookup) }) ?? false {
        recent[event.position] = nil
      } else {
        Self.settle(&digests, "digests", lookup, event, file, faults)
      }
    } else if let item = payload.itemID, case .itemSighted = payload {
      guard let known = lookups[item] else {
        if !hasUnreadable { add("the sighting names an item that is not in the log before it", "events", nil, event) }
        return
      }
      lookup = known
    } else {
      return
    }
    guard let source = finding.source else { return }
    Self.settle(&sources, "sources", source.prefix + lookup, event, file, faults)
  }

  /// Static, since a second reference to the table through `self` would make
  /// each removal copy the whole of it.
  private static func settle(
    _ table: inout [[UInt8]: MappedBytes], _ name: String, _ key: [UInt8],
    _ event: (position: UInt64, bytes: MappedBytes), _ file: VerifiedFile, _ faults: FaultCollector
  ) {
    guard let value = table.removeValue(forKey: key) else {
      faults.add(
        VerificationFault(
          "the record for this event is missing", table: name, key: Hexadecimal.encode(key), position: event.position,
          file: file.path, offset: file.offset(of: event.bytes.bytes)))
      return
    }
    if value.bytes.bigEndianInteger(at: 0, as: UInt64.self) != event.position || value.bytes.count != 8 {
      faults.add(
        VerificationFault(
          "the record does not lead to its event", table: name, key: Hexadecimal.encode(key), position: event.position,
          file: file.path, offset: file.offset(of: value.bytes)))
    }
  }

  mutating func finish(_ report: inout VerificationReport) {
    for (name, left) in [("digests", digests), ("sources", sources)] {
      for (key, value) in left {
        nameSurplus(name, Hexadecimal.encode(key), value.bytes.bigEndianInteger(at: 0), value)
      }
    }
    for (position, value) in recent { nameSurplus("recent", String(position), position, value) }
    var unfinished: Set<UInt64> = []
    for chunk in records.chunks where !referenced.contains(chunk.number) {
      var key: [UInt8] = []
      key.append(bigEndian: chunk.number)
      if records.staged[key] != nil {
        unfinished.insert(chunk.number)
      } else if !hasUnreadable {
        faults.add(
          VerificationFault(
            "no event accounts for content \(chunk.number)", table: "content", key: String(chunk.number),
            file: file.path, offset: file.offset(of: chunk.bytes.bytes)))
      }
    }
    for (key, value) in records.staged {
      let number = key.withUnsafeBytes { $0.bigEndianInteger(at: 0, as: UInt64.self) }
      if key.count != 8 || !value.bytes.isEmpty || number.map({ referenced.contains($0) }) ?? true {
        faults.add(
          VerificationFault(
            "the record names no unfinished content", table: "staged", key: Hexadecimal.encode(key), file: file.path,
            offset: file.offset(of: value.bytes)))
      }
    }
    report.unfinished = unfinished.count
  }

  private func nameSurplus(_ table: String, _ key: String, _ position: UInt64?, _ value: MappedBytes) {
    if let position, erased.contains(position) { return }
    // An unreadable event was named already and may account for it.
    if hasUnreadable { return }
    faults.add(
      VerificationFault(
        "no event accounts for the record", table: table, key: key, position: position, file: file.path,
        offset: file.offset(of: value.bytes)))
  }

  private func add(
    _ text: String, _ table: String, _ key: String?, _ event: (position: UInt64, bytes: MappedBytes)
  ) {
    faults.add(
      VerificationFault(
        text, table: table, key: key, position: event.position, file: file.path,
        offset: file.offset(of: event.bytes.bytes)))
  }
}
