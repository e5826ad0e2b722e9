/// What a search found: a SEARCH response (RFC 3501 §7.2.5) or an ESEARCH response (RFC 4731, RFC 9051 §7.3.4).
public struct IMAPSearchResult: Sendable, Hashable {
  /// The command that it answers; only ESEARCH says so.
  public private(set) var tag: String?
  /// Whether the numbers are UIDs; SEARCH does not say, but evrak asks for nothing else.
  public private(set) var isByUID = true
  /// What was found; empty also where ESEARCH was asked for something else.
  public private(set) var uids = IMAPUIDSet()
  public private(set) var minimum: IMAPUID?
  public private(set) var maximum: IMAPUID?
  public private(set) var count: UInt64?
  /// The highest modification of what was found (RFC 7162 §3.1.5).
  public private(set) var modSeq: UInt64?

  /// - Parameter cursor: behind `SEARCH`.
  init(search cursor: inout ResponseCursor) throws(IMAPError) {
    var ranges: [ClosedRange<UInt32>] = []
    cursor.skipSpaces()
    while !cursor.isAtEnd {
      if cursor.skip(word: "(MODSEQ ") {
        modSeq = try cursor.number()
        try cursor.require(UInt8(ascii: ")"))
      } else {
        let uid = try cursor.uid().rawValue
        if let last = ranges.last, last.upperBound < uid, uid - last.upperBound == 1 {
          ranges[ranges.count - 1] = last.lowerBound...uid
        } else {
          guard ranges.count < cursor.limits.maximumRanges else {
            throw IMAPError(.tooManyItems, "a search found more than \(cursor.limits.maximumRanges) ranges of UIDs")
          }
          ranges.append(uid...uid)
        }
      }
      cursor.skipSpaces()
    }
    uids = IMAPUIDSet(unordered: ranges)
    count = uids.count
  }

  /// - Parameter cursor: behind `ESEARCH`.
  init(extended cursor: inout ResponseCursor) throws(IMAPError) {
    isByUID = false
    cursor.skipSpaces()
    if cursor.skip(word: "(TAG ") {
      tag = String(decoding: try cursor.string(), as: UTF8.self)
      try cursor.require(UInt8(ascii: ")"))
    }
    cursor.skipSpaces()
    var items = 0
    while !cursor.isAtEnd {
      items += 1
      guard items <= cursor.limits.maximumItems else {
        throw IMAPError(.tooManyItems, "more than \(cursor.limits.maximumItems) items of a search")
      }
      let item = cursor.token()
      guard !item.isEmpty else { throw cursor.malformed("an item of a search was expected") }
      cursor.skipSpaces()
      if item.equals("UID") {
        isByUID = true
      } else if item.equals("ALL") {
        uids.formUnion(try cursor.uidSet())
      } else if item.equals("MIN") {
        minimum = try cursor.uid()
      } else if item.equals("MAX") {
        maximum = try cursor.uid()
      } else if item.equals("COUNT") {
        count = try cursor.number()
      } else if item.equals("MODSEQ") {
        modSeq = try cursor.number()
      } else {
        try cursor.skipValue()
      }
      cursor.skipSpaces()
    }
  }
}
