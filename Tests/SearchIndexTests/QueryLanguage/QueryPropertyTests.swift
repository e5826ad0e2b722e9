import SearchIndex
import Archive
import Testing

@Suite("Properties of every query")
struct QueryPropertyTests {
  private static let pieces = [
    "fatura", "ödeme", "AND", "OR", "NOT", "VE", "VEYA", "DEĞİL", "-", "(", ")", "\"", "“", "*", " ", " ", " ", ":",
    "from:",
    "konu:", "date:", "since:", "size:", "channel:", "sms", "fax", "ref:", "id:", "2024-05", "30d", "..", ">", "<=",
    "1.5M",
    "\"iki kelime\"", "+90", "312", "https://x", "a.b:c", "&", "🎉", "e\u{301}", "\u{301}", "\t", "İŞ-1", "form:",
    "15\"", ",",
    "\u{0}", "日本", "is:", "imzalı", "\\", "--", "/", "subject:(", "today", "dün..", "9999", "<0001",
  ]

  @Test("printed in full and parsed again it means the same, and the promises of the tree hold", arguments: 1...40)
  func roundTrip(seed: UInt64) throws {
    var random = Seeded(state: seed &* 0x9E37_79B9_7F4A_7C15)
    var understood = 0
    for _ in 0..<500 {
      let count = Int.random(in: 1...14, using: &random)
      let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
      let any = Bool.random(using: &random)
      do throws(QueryError) {
        let query = try parse(text, any: any)
        understood += 1
        query.root.checkPromises(text)
        let other = QueryParser(
          schema: CorrespondenceFields.schema, now: 0, zone: QueryZone(secondsEast: -3_600), matchesAny: !any)
        let again = try other.parse(query.canonicalText)
        #expect(again.root == query.root, "\(text) -> \(query.canonicalText)")
        #expect(again.canonicalText == query.canonicalText)
      } catch {
        #expect(error.range.upperBound <= text.utf8.count || !text.utf8.isEmpty, "\(text): \(error)")
        #expect(error.message.hasSuffix("."))
        _ = error.rendered(query: text, language: .turkish)
      }
    }
    #expect(understood > 20)
  }

  @Test("any text at all is understood or refused", arguments: 1...10)
  func anyText(seed: UInt64) {
    var random = Seeded(state: seed &* 0xD134_2543_DE82_EF95)
    for _ in 0..<300 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        Bool.random(using: &random)
          ? UInt8.random(in: 0...255, using: &random) : UInt8.random(in: 0x20...0x7E, using: &random)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      guard let error = failure(text) else { continue }
      #expect(error.byteOffset <= text.utf8.count)
      _ = error.rendered(query: text)
    }
  }

  @Test(
    "time does not grow faster than the text",
    arguments: [
      "a ", "a:b ", "form", "\"a\"", "-a ", "a OR ", "+1 1 1 ", "*", "a*", "from:x ", "((a) ", "NOT ", "date:30d ",
      "xyzt:", "+1(", "a\"",
    ])
  func longQueries(piece: String) {
    var limits = QueryLimits()
    limits.clauses = .max
    let parser = QueryParser(
      schema: CorrespondenceFields.schema, now: testNow, zone: QueryZone(secondsEast: 0), limits: limits)
    let text = String(repeating: piece, count: limits.bytes / piece.utf8.count)
    let clock = ContinuousClock()
    let time = clock.measure {
      do throws(QueryError) { _ = try parser.parse(text) } catch { _ = error.rendered(query: text) }
    }
    // Debug builds take about a second for the worst; what grows with the square would take minutes.
    #expect(time < .seconds(20))
  }
}

extension QueryNode {
  /// What `QueryNode` says of the trees that the parser makes.
  fileprivate func checkPromises(_ text: String, inside: Self? = nil) {
    switch self {
    case .and(let nodes):
      #expect(nodes.count >= 2, "\(text)")
      let positive = nodes.filter { if case .not = $0 { false } else { true } }
      #expect(!positive.isEmpty, "\(text)")
      if nodes.contains(.all) { #expect(positive == [.all], "\(text)") }
      if case .and = inside { Issue.record("and in and: \(text)") }
      for node in nodes { node.checkPromises(text, inside: self) }
    case .or(let nodes):
      #expect(nodes.count >= 2, "\(text)")
      if case .or = inside { Issue.record("or in or: \(text)") }
      for node in nodes { node.checkPromises(text, inside: self) }
    case .not(let node):
      guard case .and = inside else {
        Issue.record("not outside of and: \(text)")
        return
      }
      if case .not = node { Issue.record("not in not: \(text)") }
      node.checkPromises(text, inside: self)
    default: break
    }
  }
}
