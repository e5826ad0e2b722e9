import Mailboxes

/// How fast a session reads what a server sends, on one core, without a server: the figures behind `imap`. What a poller
/// reaches beside a real server has to be far below them.
struct IMAPBenchmark {
  /// As much as libcurl hands on at once, at most.
  private static let pieceBytes = 64 << 10
  private static let passes = 5

  /// - Returns: responses, messages and MB (10^6 bytes) a second, of the fastest of several passes.
  static func run() throws -> [String: Double] {
    let flags = (1...100_000).map { "* \($0) FETCH (UID \($0 + 1_000) FLAGS (\\Seen) MODSEQ (\($0 + 5)))\r\n" }
    let exists = (1...100_000).map { "* \($0) EXISTS\r\n" }
    let search = "* SEARCH" + (1...1_000_000).map { " \($0 * 3)" }.joined() + "\r\n"
    let messages = 16_000
    let small = self.messages(count: messages, bytes: 4_096)
    let large = self.messages(count: 64, bytes: 1 << 20)
    return [
      "flag_responses_per_s": 100_000 / (try seconds(Array(flags.joined().utf8))),
      "exists_responses_per_s": 100_000 / (try seconds(Array(exists.joined().utf8))),
      "search_mb_per_s": Double(search.utf8.count) / 1e6 / (try seconds(Array(search.utf8))),
      "messages_4k_per_s": Double(messages) / (try seconds(small)),
      "messages_4k_mb_per_s": Double(small.count) / 1e6 / (try seconds(small)),
      "messages_1m_mb_per_s": Double(large.count) / 1e6 / (try seconds(large)),
    ]
  }

  private static func messages(count: Int, bytes: Int) -> [UInt8] {
    let body = [UInt8](repeating: UInt8(ascii: "x"), count: bytes)
    var all: [UInt8] = []
    all.reserveCapacity(count * (bytes + 150))
    for uid in 1...count {
      let head =
        "* \(uid) FETCH (UID \(uid) FLAGS (\\Seen) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE \(bytes) "
        + "BODY[] {\(bytes)}\r\n"
      all += Array(head.utf8) + body + Array(")\r\n".utf8)
    }
    return all
  }

  private static func seconds(_ received: [UInt8]) throws -> Double {
    let session = IMAPSession(state: .authenticated)
    _ = try session.submit(.examine(IMAPMailboxName("INBOX"), resuming: nil))
    _ = try session.submit(.uidFetch(IMAPFetchRequest(IMAPUIDSet(ranges: [1...1_000_000]), [.message])))
    _ = session.takeOutgoingBytes()
    var best = Double.infinity
    for _ in 0..<passes {
      // Each byte of a body is looked at no more than a socket does; what is summed can't be left out as idle work.
      var told = 0
      let start = ContinuousClock.now
      try received.withUnsafeBytes { all in
        var place = 0
        while place < all.count {
          let end = min(place + pieceBytes, all.count)
          var input = UnsafeRawBufferPointer(rebasing: all[place..<end])
          while let event = try session.next(&input) {
            if case .response(.bodyPiece(let piece)) = event { told &+= piece.count } else { told &+= 1 }
          }
          place = end
        }
      }
      let elapsed = Benchmark.seconds(ContinuousClock.now - start)
      if told > 0 { best = min(best, elapsed) }
    }
    return best
  }
}
