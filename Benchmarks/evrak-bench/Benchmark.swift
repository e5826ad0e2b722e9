import Archive
import ArchiveEvents
import EventLog
import Foundation
import Views

enum Benchmark {
  struct Usage: Error, CustomStringConvertible {
    var description: String {
      "usage: appends --callers N --events N DIR | timeline DIR ADDRESS | proof DIR"
        + " | history --items N --contacts N DIR | mail [--structure] [--passes N] FILE-OR-FOLDER | slowest FOLDER"
        + " | search-build DOCS DIR | search-query DIR QUERIES | search-latency DIR | search-relevance FILE"
    }
  }

  static func run(_ arguments: [String]) async throws {
    switch arguments.first {
    case "appends":
      guard let callers = number("--callers", arguments), let events = number("--events", arguments),
        let directory = arguments.last
      else { throw Usage() }
      try await appends(callers: callers, events: events, directory: directory)
    case "timeline" where arguments.count == 3:
      try timeline(directory: arguments[1], address: arguments[2])
    case "proof" where arguments.count == 2:
      try proofs(directory: arguments[1])
    case "history":
      guard let items = number("--items", arguments), let contacts = number("--contacts", arguments),
        contacts >= 20, let directory = arguments.last
      else { throw Usage() }
      report(try HistoryBenchmark(items: items, contacts: contacts, directory: directory).run())
    case "mail" where arguments.count >= 2:
      let benchmark = try MailBenchmark(arguments[arguments.count - 1], passes: number("--passes", arguments) ?? 5)
      report(benchmark.run(structureOnly: arguments.contains("--structure")))
    case "imap": report(try IMAPBenchmark.run())
    case "slowest" where arguments.count == 2:
      let slowest = SlowestInput.find(in: arguments[1])
      print("\(slowest.files) files, slowest \(slowest.milliseconds) ms per 100 KB: \(slowest.file)")
    case "search-build": try SearchBuildBenchmark.run(Array(arguments.dropFirst()))
    case "search-query": try SearchQueryBenchmark.run(Array(arguments.dropFirst()))
    case "search-latency": try SearchLatencyBenchmark.run(Array(arguments.dropFirst()))
    case "search-relevance": try SearchRelevanceBenchmark.run(Array(arguments.dropFirst()))
    default:
      throw Usage()
    }
  }

  private static func number(_ name: String, _ arguments: [String]) -> Int? {
    arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? Int(arguments[$0 + 1]) : nil }
  }

  /// Durable appends of events of 500 bytes, each caller waiting for its own.
  private static func appends(callers: Int, events: Int, directory: String) async throws {
    _ = try Archive.create(directory: directory, keyDirectory: directory + ".keys")
    let archive = try Archive(directory: directory, role: .owner)
    defer { archive.close() }
    let log = archive.log
    // Keys are minted ahead, as they are in a running service.
    for _ in 0..<64 { _ = try await log.append([draft(0)]) }
    let before = log.commits
    let each = events / callers
    let start = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for caller in 0..<callers {
        group.addTask {
          for number in 0..<each { _ = try await log.append([draft(caller * each + number)]) }
        }
      }
      try await group.waitForAll()
    }
    let elapsed = seconds(ContinuousClock.now - start)
    let commits = max(1, log.commits - before)
    report([
      "events_per_second": Double(each * callers) / elapsed, "mean_batch": Double(each * callers) / Double(commits),
      "events": Double(each * callers), "seconds": elapsed,
    ])
  }

  /// The stored event is some 150 bytes larger: envelope, salt, commitment, tag.
  private static func draft(_ number: Int) -> EventDraft {
    var value = [UInt8](repeating: UInt8(ascii: "x"), count: 500)
    withUnsafeBytes(of: UInt64(number).bigEndian) { value.replaceSubrange(0..<8, with: $0) }
    var event = OpaqueRecorded()
    event.name = "benchmark"
    event.value = Data(value)
    return EventDraft(.opaqueRecorded(event))
  }

  private static func timeline(directory: String, address: String) throws {
    let readable = try Archive.openForReading(directory: directory)
    defer { readable.close() }
    guard let wanted = CorrespondentAddress(address) else { throw Usage() }
    let query = TimelineQuery(address: wanted, limit: 50)
    var shown = 0
    let times = try measure(rounds: 2_000) { shown = try readable.timelines.page(query).count }
    report([
      "first_page_us_p50": times[times.count / 2], "first_page_us_p99": times[times.count * 99 / 100],
      "p99": times[times.count * 99 / 100], "items_on_page": Double(shown),
      "items": Double(try readable.timelines.totals().items),
    ])
  }

  private static func proofs(directory: String) throws {
    let archive = try Archive(directory: directory, role: .reader)
    defer { archive.close() }
    let size = try archive.log.count()
    var generator = SystemRandomNumberGenerator()
    let times = try measure(rounds: 2_000) {
      let position = Position(leafIndex: UInt64.random(in: 0..<size, using: &generator))
      _ = try archive.log.inclusionProof(of: position, inSize: size)
    }
    report([
      "inclusion_proof_us_p50": times[times.count / 2], "inclusion_proof_us_p99": times[times.count * 99 / 100],
      "p99": times[times.count * 99 / 100], "events": Double(size),
    ])
  }

  /// Sorted times in microseconds.
  static func measure(rounds: Int, _ body: () throws -> Void) throws -> [Double] {
    for _ in 0..<50 { try body() }
    var times: [Double] = []
    for _ in 0..<rounds {
      let start = ContinuousClock.now
      try body()
      times.append(seconds(ContinuousClock.now - start) * 1_000_000)
    }
    return times.sorted()
  }

  static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  private static func report(_ figures: [String: Double]) {
    let members = figures.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\(($0.value * 100).rounded() / 100)" }
    print("{\(members.joined(separator: ","))}")
  }
}
