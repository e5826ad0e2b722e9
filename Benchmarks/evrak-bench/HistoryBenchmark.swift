import Archive
import ArchiveEvents
import EventLog
import Foundation
import Views

/// Timelines, contacts and the rebuilding of views at the size of an office.
struct HistoryBenchmark {
  let items: Int
  let contacts: Int
  let directory: String

  func run() throws -> [String: Double] {
    _ = try Archive.create(directory: directory, keyDirectory: directory + ".keys")
    let archive = try Archive(directory: directory, role: .owner)
    defer { archive.close() }
    var corpus = HistoryCorpus(items: items, contacts: contacts)
    try corpus.fill(archive)
    let events = try archive.log.count()
    var figures: [String: Double] = ["events": Double(events)]
    var rebuilds: [Double] = []
    for _ in 0..<3 {
      let start = ContinuousClock.now
      try archive.rebuildView(TimelineProjection.name)
      rebuilds.append(Double(events) / Benchmark.seconds(ContinuousClock.now - start))
    }
    figures["rebuild_events_per_second"] = rebuilds.sorted()[1]
    let view = try archive.timelines()
    defer { view.close() }
    try view.catchUp(with: archive.log)
    try measureTimelines(view, corpus, &figures)
    try measureLookups(view, corpus, &figures)
    return figures
  }

  private func measureTimelines(
    _ view: View<TimelineProjection>, _ corpus: HistoryCorpus, _ figures: inout [String: Double]
  ) throws {
    var subjects: [TimelineQuery.Subject] = HistoryCorpus.accounts.map { .account($0) }
    subjects += HistoryCorpus.owners.map { .owner($0) }
    subjects += [0, 1, 2, 3, contacts / 2, contacts - 1].flatMap { contact -> [TimelineQuery.Subject] in
      [
        IdentityKey(mailAddress: corpus.address(contact)).map { .identity($0) },
        IdentityKey(domain: corpus.organisation(contact / 10)).map { .identity($0) },
      ].compactMap { $0 }
    }
    figures["largest_timeline"] = Double(try subjects.map { try view.count($0) }.max() ?? 0)
    var queries = subjects.map { TimelineQuery($0) }
    queries += subjects.map { TimelineQuery($0, oldestFirst: true) }
    queries += subjects.map { subject in
      var query = TimelineQuery(subject)
      query.channels = [.fax]
      query.directions = [.inbound]
      return query
    }
    try put("first_page", queries, view, &figures)

    // Only the longest timelines have two hundred pages.
    var late: [TimelineQuery] = []
    var early: [TimelineQuery] = []
    for subject in subjects where try view.count(subject) >= 200 * 50 {
      var query = TimelineQuery(subject)
      early.append(query)
      for _ in 1..<200 { query.cursor = try view.page(query).last.map { TimelineCursor($0) } }
      late.append(query)
    }
    try put("first_page_of_long", early, view, &figures)
    try put("page_200", late, view, &figures)
    if let first = figures["first_page_of_long_us_p50"], let last = figures["page_200_us_p50"], first > 0 {
      figures["page_200_beside_first"] = last / first
    }
  }

  private func measureLookups(
    _ view: View<TimelineProjection>, _ corpus: HistoryCorpus, _ figures: inout [String: Double]
  ) throws {
    var number = 0
    func next() -> Int {
      number = (number + 7_919) % contacts
      return number
    }
    for (name, look) in [
      ("address", { ContactQuery(corpus.address(next()), limit: 20) }),
      ("number", { ContactQuery(corpus.number(next()), limit: 20) }),
      ("name_prefix", { ContactQuery(String(corpus.name(next()).prefix(6)), limit: 20) }),
    ] as [(String, () -> ContactQuery)] {
      var found = 0
      try put(
        "lookup_by_\(name)", Benchmark.measure(rounds: 3_000) { found += try view.contacts(look()).count }, &figures)
      guard found > 0 else { throw Benchmark.Usage() }
    }
  }

  private func put(
    _ name: String, _ queries: [TimelineQuery], _ view: View<TimelineProjection>, _ figures: inout [String: Double]
  ) throws {
    var turn = 0
    guard !queries.isEmpty else { return }
    try put(
      name,
      Benchmark.measure(rounds: 3_000) {
        _ = try view.page(queries[turn % queries.count])
        turn += 1
      }, &figures)
  }

  private func put(_ name: String, _ times: [Double], _ figures: inout [String: Double]) {
    figures["\(name)_us_p50"] = times[times.count / 2]
    figures["\(name)_us_p99"] = times[times.count * 99 / 100]
  }
}
