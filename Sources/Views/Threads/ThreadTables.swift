import LMDB

/// The tables of threads in `views/timelines`.
///
/// A thread goes by the position of its first item in the log. Two that turn out to be one are joined under the smaller
/// number, and the larger leads to it.
struct ThreadTables: Sendable {
  /// Message-ID, or the key of a conversation → thread (8) ‖ position of the first item that bears it, else 0 (8).
  let references: Table
  /// Thread → the thread that it was joined to (8).
  let joined: Table

  static let integerNames = ["joined-threads"]
  static let names = ["thread-references"]

  init(_ open: (String, Bool) throws -> Table) throws {
    references = try open("thread-references", false)
    joined = try open("joined-threads", true)
  }

  /// The thread that a number leads to after all joins.
  func root(of thread: UInt64, _ transaction: borrowing some ReadableTransaction & ~Copyable) throws -> UInt64 {
    var thread = thread
    // Each join leads to a smaller number.
    while let next = try transaction.get(joined, thread).flatMap({ TimelineKeys.read($0) }), next < thread {
      thread = next
    }
    return thread
  }
}

/// By what an item is found to belong to a thread.
struct ThreadLinks: Sendable {
  /// References beyond these are not followed: the first one and the last ones say where a mail belongs (RFC 5322
  /// §3.6.4 has programs cut lists from the middle).
  private static let followed = 30
  /// Bytes of an identifier that tell it from others; LMDB's keys have 511 at most.
  private static let byteCount = 400

  /// The item's own identifier; nil where it has none that others could refer to.
  var own: [UInt8]?
  /// Those of the items that it answers or continues.
  var others: [[UInt8]]

  /// RFC 5322 §3.6.4.
  init(messageID: String?, references: [String], inReplyTo: [String]) {
    own = messageID.flatMap(Self.key)
    var chain = references
    if chain.count > Self.followed { chain.removeSubrange(1..<(chain.count - Self.followed + 1)) }
    others = (chain + inReplyTo.prefix(Self.followed)).compactMap(Self.key)
  }

  /// Messages between the same numbers over one line are one conversation.
  init(line: String, participants: some Sequence<IdentityKey>) {
    own = nil
    let everyone = Set(participants.map(\.value)).sorted().joined(separator: " ")
    others = [Self.key("conversation \(line) \(everyone)")].compactMap { $0 }
  }

  /// An item that stands alone.
  init() {
    own = nil
    others = []
  }

  private static func key(_ text: String) -> [UInt8]? {
    let key = Array(text.utf8.prefix(byteCount))
    return key.isEmpty ? nil : key
  }
}

/// Finds and joins threads within one transaction.
struct ThreadBook {
  let tables: ThreadTables

  /// The thread of a new item, and the first item of the same identifier with other bytes (0 for none).
  func place(
    _ links: ThreadLinks, at position: UInt64, _ transaction: borrowing WriteTransaction
  ) throws -> (thread: UInt64, twin: UInt64) {
    let own = try links.own.flatMap { try read($0, transaction) }
    var found = own.map { [$0.thread] } ?? []
    var unknown: [[UInt8]] = []
    for key in links.others {
      if let known = try read(key, transaction) { found.append(known.thread) } else { unknown.append(key) }
    }
    var roots: Set<UInt64> = []
    for thread in found { roots.insert(try tables.root(of: thread, transaction)) }
    let thread = roots.min() ?? position
    // Those that were found lead there at once, too, so that no long way is gone twice.
    for number in roots.union(found) where number != thread {
      if try transaction.get(tables.joined, number).flatMap({ TimelineKeys.read($0) }) == thread { continue }
      _ = try transaction.put(tables.joined, number, TimelineKeys.number(thread))
    }
    for key in unknown { _ = try transaction.put(tables.references, key, TimelineKeys.pair(thread, 0)) }
    if let key = links.own, (own?.bearer ?? 0) == 0 {
      _ = try transaction.put(tables.references, key, TimelineKeys.pair(thread, position))
    }
    return (thread, own?.bearer ?? 0)
  }

  private func read(
    _ key: [UInt8], _ transaction: borrowing WriteTransaction
  ) throws -> (thread: UInt64, bearer: UInt64)? {
    guard let stored = try transaction.get(tables.references, key), let thread = TimelineKeys.read(stored),
      let bearer = TimelineKeys.read(stored, at: 8)
    else { return nil }
    return (thread, bearer)
  }
}
