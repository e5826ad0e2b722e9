import ArchiveEvents
import EventLog
public import Foundation
public import SearchIndex
import TextAnalysis
public import Views

/// A question as a user asks it.
public struct SearchQuestion: Sendable {
  public enum Order: String, Sendable, CaseIterable { case relevance, newest, oldest }
  public enum Facet: String, Sendable, CaseIterable {
    case channel, direction, account, owner, contact, month, language, files, type, state, reason
  }

  public var text: String
  public var matchesAny = false
  public var limit = 20
  public var order = Order.relevance
  public var facets: [Facet] = []
  public var cursor: SearchCursor?
  /// Zone in which dates without one are meant.
  public var zone: TimeZone = .current
  public var now = Date()

  public init(_ text: String) { self.text = text }
}

/// Where a page of hits ended.
public struct SearchCursor: Sendable, CustomStringConvertible {
  let place: SearchHit.Place
  let order: SearchQuestion.Order

  init(_ place: SearchHit.Place, _ order: SearchQuestion.Order) { (self.place, self.order) = (place, order) }

  /// Whether the page before was in this order.
  public func fits(_ order: SearchQuestion.Order) -> Bool { self.order == order }

  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4,
      let order = SearchQuestion.Order.allCases.first(where: { $0.rawValue.prefix(1) == parts[0] }),
      let score = UInt32(parts[1], radix: 36), let value = UInt64(parts[2], radix: 36),
      let key = UInt64(parts[3], radix: 36), Float(bitPattern: score).isFinite
    else { return nil }
    self.order = order
    place = SearchHit.Place(score: Float(bitPattern: score), value: Int64(bitPattern: value), key: key)
  }

  public var description: String {
    let numbers = [UInt64(place.score.bitPattern), UInt64(bitPattern: place.value), place.key]
    return ([String(order.rawValue.prefix(1))] + numbers.map { String($0, radix: 36) }).joined(separator: ".")
  }
}

public struct SearchAnswer: Sendable {
  public struct Hit: Sendable {
    public var entry: TimelineEntry
    public var score: Float
    public var snippet: Snippet
  }

  public struct FacetValue: Sendable {
    public var value: String
    public var count: Int
  }

  public var hits: [Hit]
  public var total: Int
  public var facets: [(SearchQuestion.Facet, [FacetValue])]
  /// Goes on behind the last hit; nil where that was the last of all.
  public var cursor: SearchCursor?
  /// What was understood; see `ParsedQuery.canonicalText`.
  public var understood: String
}

/// Answers questions about an archive.
public struct ArchiveSearch {
  typealias Schema = CorrespondenceSchema

  private let readable: ReadableArchive
  private let index: SearchIndex

  public init(_ readable: ReadableArchive, index: SearchIndex) {
    (self.readable, self.index) = (readable, index)
  }

  /// Throws `QueryError` where the text can't be understood.
  public func answer(_ question: SearchQuestion) throws -> SearchAnswer {
    let zone = question.zone
    let parser = QueryParser(
      schema: CorrespondenceFields.schema, now: Int64(question.now.timeIntervalSince1970 * 1_000_000),
      zone: QueryZone { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0))) },
      matchesAny: question.matchesAny)
    let parsed = try parser.parse(question.text)
    let clause = try CorrespondenceQuery(timelines: readable.timelines, matchesAny: question.matchesAny).clause(
      parsed.root)
    var request = SearchRequest(
      // One more tells whether there is another page.
      clause, limit: question.limit + 1, order: Self.order(question.order, parsed),
      after: question.cursor?.place, languages: Self.languages(question.text))
    request.considersProximity = true
    request.columnFacets = question.facets.compactMap(Self.column).map(\.rawValue)
    request.keywordFacets = question.facets.compactMap(Self.keyword).map(\.rawValue)
    let snapshot = try index.snapshot()
    let results = try snapshot.search(request)
    let snippets = SnippetReader(readable, parsed, languages: request.languages)
    let shown = results.hits.prefix(question.limit)
    let hits = try shown.compactMap { hit -> SearchAnswer.Hit? in
      guard let position = Position(hit.key), let entry = try readable.timelines.entry(at: position) else { return nil }
      return SearchAnswer.Hit(entry: entry, score: hit.score, snippet: try snippets.snippet(at: position))
    }
    return SearchAnswer(
      hits: hits, total: results.total ?? hits.count, facets: try facets(question.facets, results, request, snapshot),
      cursor: results.hits.count > question.limit ? shown.last.map { SearchCursor($0.place, question.order) } : nil,
      understood: parsed.canonicalText)
  }

  private static func order(_ order: SearchQuestion.Order, _ parsed: ParsedQuery) -> SearchRequest.Order {
    let time = Schema.Column.time.rawValue
    return switch order {
    case .relevance: .relevance(ties: time)
    case .newest: .descending(column: time)
    case .oldest: .ascending(column: time)
    }
  }

  /// The query's own language first; Turkish and English always, since a few words rarely tell.
  static func languages(_ text: String) -> [TextLanguage] {
    let detected = Array(text.utf8).withUnsafeBytes { LanguageDetector().detect($0) }
    var languages: [TextLanguage] = detected == .unknown ? [] : [detected]
    for language in [TextLanguage.english, .turkish] where !languages.contains(language) { languages.append(language) }
    return languages
  }

  // MARK: Facets

  private static func column(_ facet: SearchQuestion.Facet) -> Schema.Column? {
    switch facet {
    case .channel: .channel
    case .direction: .direction
    case .month: .month
    case .language: .language
    case .files: .files
    default: nil
    }
  }

  private static func keyword(_ facet: SearchQuestion.Facet) -> Schema.Keyword? {
    switch facet {
    case .account: .account
    case .owner: .owner
    case .contact: .identity
    case .type: .mediaType
    case .state: .state
    case .reason: .reason
    default: nil
    }
  }

  private func facets(
    _ facets: [SearchQuestion.Facet], _ results: SearchResults, _ request: SearchRequest, _ snapshot: IndexSnapshot
  ) throws -> [(SearchQuestion.Facet, [SearchAnswer.FacetValue])] {
    try facets.map { facet in
      if facet == .contact { return (facet, try contacts(results, request, snapshot)) }
      var counts: [String: Int] = [:]
      if let column = Self.column(facet) {
        for (value, count) in results.columnFacets[column.rawValue] ?? [:] {
          counts[Self.text(of: value, facet), default: 0] += count
        }
      } else if let keyword = Self.keyword(facet) {
        for (value, count) in results.keywordFacets[keyword.rawValue] ?? [:] {
          let text = String(decoding: value, as: UTF8.self)
          counts[try name(of: text, facet), default: 0] += count
        }
      }
      let values = counts.map { SearchAnswer.FacetValue(value: $0.key, count: $0.value) }
      return (facet, values.sorted { ($1.count, $0.value) < ($0.count, $1.value) })
    }
  }

  /// Contacts counted exactly, at most.
  private static let countedContacts = 200

  /// Items of each contact. One that bears two addresses of a contact counts once: those that have several are counted by a
  /// search of their own.
  private func contacts(
    _ results: SearchResults, _ request: SearchRequest, _ snapshot: IndexSnapshot
  ) throws -> [SearchAnswer.FacetValue] {
    var byContact: [ContactID: (name: String, keys: [[UInt8]], count: Int)] = [:]
    var others: [SearchAnswer.FacetValue] = []
    for (value, count) in results.keywordFacets[Schema.Keyword.identity.rawValue] ?? [:] {
      let text = String(decoding: value, as: UTF8.self)
      guard let key = IdentityKey(indexValue: text), let contact = try readable.timelines.contact(key) else {
        others.append(SearchAnswer.FacetValue(value: text, count: count))
        continue
      }
      var known = byContact[contact.id] ?? (contact.name, [], 0)
      known.keys.append(value)
      known.count += count
      byContact[contact.id] = known
    }
    let names = Dictionary(byContact.values.map { ($0.name, 1) }, uniquingKeysWith: +)
    let ordered = byContact.sorted { ($1.value.count, $0.value.name) < ($0.value.count, $1.value.name) }
    for (rank, entry) in ordered.enumerated() {
      let id = entry.key
      var contact = entry.value
      if contact.keys.count > 1, rank < Self.countedContacts {
        let any = contact.keys.map { SearchClause.keyword(kind: Schema.Keyword.identity.rawValue, value: $0) }
        let both = SearchRequest(
          .and([request.clause, .or(any)]), limit: 0, order: request.order, languages: request.languages)
        contact.count = try snapshot.search(both).total ?? contact.count
      }
      // Two of one name are told apart by what tells contacts apart.
      let name = (names[contact.name] ?? 1) > 1 ? "\(contact.name) (\(id.description.prefix(12)))" : contact.name
      others.append(SearchAnswer.FacetValue(value: name, count: contact.count))
    }
    return others.sorted { ($1.count, $0.value) < ($0.count, $1.value) }
  }

  private static func text(of value: Int64, _ facet: SearchQuestion.Facet) -> String {
    switch facet {
    case .channel: return Int(value) < Channel.allCases.count ? Channel.allCases[Int(value)].rawValue : "\(value)"
    case .direction:
      return switch Direction(rawValue: Int(value)) {
      case .inbound: "inbound"
      case .outbound: "outbound"
      case .internal: "internal"
      default: "unspecified"
      }
    case .month: return "\(value / 100)-\(value % 100 < 10 ? "0" : "")\(value % 100)"
    case .language:
      // As it is written behind `lang:`.
      guard let language = TextLanguage(rawValue: UInt8(clamping: value)), language != .unknown else {
        return "unknown"
      }
      return language.code
    default: return "\(value)"
    }
  }

  private func name(of value: String, _ facet: SearchQuestion.Facet) throws -> String {
    switch facet {
    case .owner: return try readable.timelines.owners().first { TextFolding.fold($0) == value } ?? value
    default: return value
    }
  }
}
