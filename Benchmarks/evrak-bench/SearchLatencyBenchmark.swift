import Archive
import ArchiveEvents
import EventLog
import Foundation
import SearchIndex
import SwiftProtobuf
import Views

/// `search-latency DIR`: how long after its append a single mail is found, in an archive that holds 2,000 others.
enum SearchLatencyBenchmark {
  private static let before = 2_000
  private static let rounds = 100

  static func run(_ arguments: [String]) throws {
    guard let directory = arguments.first else { throw BenchmarkUsage("search-latency DIR") }
    _ = try Archive.create(directory: directory, keyDirectory: directory + ".keys")
    let archive = try Archive(directory: directory, role: .owner)
    defer { archive.close() }
    let timelines = try archive.timelines()
    let index = try archive.searchIndex()
    let follower = ViewFollower(timelines, log: archive.log, patience: 0)
    follower.start()
    let search = archive.followSearch(index, timelines, patience: 0)
    search.start()
    _ = try archive.log.appendAndWait((0..<before).map { mail($0, word: "ordinary") })
    try wait(for: "ordinary", before, in: index)
    var times: [Double] = []
    for round in 0..<rounds {
      // A word that no other mail has.
      let word = "tekil\(round)"
      let draft = mail(before + round, word: word)
      _ = try archive.log.appendAndWait([draft])
      let appended = DispatchTime.now().uptimeNanoseconds
      try wait(for: word, 1, in: index)
      times.append(Double(DispatchTime.now().uptimeNanoseconds - appended) / 1e6)
    }
    try follower.finish()
    try search.finish()
    index.close()
    timelines.close()
    times.sort()
    print("{\"p50_ms\":\(times[times.count / 2]),\"p99_ms\":\(times[times.count * 99 / 100]),\"messages\":\(rounds)}")
  }

  private static func wait(for word: String, _ count: Int, in index: SearchIndex) throws {
    let deadline = Date(timeIntervalSinceNow: 30)
    while Date() < deadline {
      let request = SearchRequest(.words(word), limit: 1, order: .relevance(ties: 0))
      if try index.snapshot().search(request).total ?? 0 >= count { return }
      // Short beside the milliseconds that are measured, and the followers need the processor.
      usleep(200)
    }
    throw BenchmarkUsage("search-latency: \(word) was not found within 30 seconds")
  }

  private static func mail(_ number: Int, word: String) -> EventDraft {
    let text = """
      From: Someone <someone\(number)@customer.example>\r
      To: info@meltem-yapi.example\r
      Subject: Mail \(number)\r
      Date: Mon, 2 Mar 2026 10:00:00 +0300\r
      Message-ID: <\(number)@customer.example>\r
      \r
      The \(word) letter about delivery number \(number).\r

      """
    let event = EmailCaptured.with {
      $0.sighting.account = "info@meltem-yapi.example"
      $0.sighting.file.format = .maildir
      $0.sighting.file.path = "/mail/info/cur/\(number):2,S"
    }
    return EventDraft(.emailCaptured(event), content: .bytes(Array(text.utf8)))
  }
}
