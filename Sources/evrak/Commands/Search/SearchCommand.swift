import Archive
import ArchiveEvents
import ArgumentParser
import Foundation
import SearchIndex
import Views

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find items on every channel by their words, Turkish and English.",
    discussion: """
      All words must match (--any: one of them); case, diacritics and the dots of i make no difference, other forms of a
      word are found too. "…" is a phrase, word* a beginning, -word leaves out, AND OR NOT and parentheses combine.

      FIELDS (Turkish names and the grammar: Schemas/search/QUERY.md)
        from: to: cc: subject: body: own: attachment: filename: contact: org:    words
        account: owner: thread: ref: id:                                         one value
        channel: direction: is: has: lang:                                       one of a few
        date: since: until: after: before: size:                                 2024-03, 30d, 2024-01..2024-06, >1M

      EXAMPLES
        evrak search fatura ödeme
        evrak search 'from:ayse subject:(teklif OR fatura) since:2025'
        evrak search '"ödeme planı" channel:email has:attachment' --sort newest
        evrak search 'org:"Kuzey İnşaat" -taslak' --facets channel,month --json
      """)

  // What begins with a minus is left out, not an option.
  @Argument(parsing: .allUnrecognized, help: "What to look for.")
  var query: [String]
  @Flag(name: .long, help: "One of the words is enough.")
  var any = false
  @Option(name: .long, help: "Items to print at most.")
  var limit = 20
  @Option(name: .long, help: "relevance, newest or oldest.")
  var sort: SortArgument = .relevance
  @Option(
    name: .long,
    help:
      "Count what is found by \(SearchQuestion.Facet.allCases.map(\.rawValue).joined(separator: ", ")); with commas.")
  var facets: FacetsArgument = FacetsArgument(facets: [])
  @Option(name: .long, help: "Where the page before ended, as it said.")
  var cursor: String?
  @Flag(name: .long, help: "Say how the query was understood.")
  var explain = false
  @Flag(name: .long, help: "One JSON object a line: the items, then the total.")
  var json = false
  @OptionGroup var options: ArchiveOptions

  func validate() throws {
    guard limit >= 0, limit <= 10_000 else { throw ValidationError("--limit must be from 0 to 10000.") }
    guard !query.isEmpty else { throw ValidationError("Say what to look for; '*' finds everything.") }
    let options = query.prefix { $0 != "--" }
    if let mistyped = options.first(where: { $0.hasPrefix("--") && $0.dropFirst(2).first?.isLetter ?? false }) {
      throw ValidationError("Unknown option '\(mistyped)'.")
    }
    if let cursor, SearchCursor(cursor) == nil {
      throw ValidationError("--cursor \(cursor) is none that a page before could have given.")
    }
  }

  func run() throws {
    var words = query
    // Behind it nothing is an option.
    if let end = words.firstIndex(of: "--") { words.remove(at: end) }
    var question = SearchQuestion(words.joined(separator: " "))
    (question.matchesAny, question.limit, question.order) = (any, limit, sort.order)
    question.facets = facets.facets
    question.cursor = cursor.flatMap { SearchCursor($0) }
    if let cursor = question.cursor, !cursor.fits(sort.order) {
      throw Failure(status: Failure.usage, message: "--cursor \(self.cursor ?? "") belongs to another --sort.")
    }
    let (answer, seconds): (SearchAnswer, TimeInterval)
    do {
      (answer, seconds) = try ask(question)
    } catch let error as IndexError where error.code == .damaged {
      (answer, seconds) = try ask(question, replacing: error)
    }
    if json { printJSON(answer, seconds) } else { printText(answer, seconds) }
  }

  /// - Parameter damage: What was found wrong with the index when it was asked before.
  private func ask(
    _ question: SearchQuestion, replacing damage: IndexError? = nil
  ) throws -> (SearchAnswer, TimeInterval) {
    let archive = try options.openForSearching(replacing: damage)
    defer { archive.close() }
    let start = Date()
    do {
      let answer = try archive.search.answer(question)
      let seconds = Date().timeIntervalSince(start)
      let waiting = try archive.waiting()
      if waiting > 0 {
        Failure.say("\(waiting) items have a file whose text can't be found yet; `evrak index update` reads it.")
      }
      return (answer, seconds)
    } catch let error as QueryError {
      throw Failure(
        status: Failure.usage,
        message: (UserLanguage.queryErrors == .turkish ? "Sorgu anlaşılamadı.\n" : "The query can't be understood.\n")
          + error.rendered(query: question.text, language: UserLanguage.queryErrors))
    }
  }

  private func printJSON(_ answer: SearchAnswer, _ seconds: TimeInterval) {
    for hit in answer.hits { StandardOutput.line(HitSheet.json(hit).text) }
    var members: [(String, JSONLine)] = [("total", .count(answer.total)), ("seconds", .number(seconds))]
    if let cursor = answer.cursor { members.append(("cursor", .string(cursor.description))) }
    if !answer.facets.isEmpty {
      members.append(
        (
          "facets",
          .object(
            answer.facets.map { facet, values in
              (facet.rawValue, .object(values.map { ($0.value, .count($0.count)) }))
            })
        ))
    }
    if explain { members.append(("understood", .string(answer.understood))) }
    StandardOutput.line(JSONLine.object(members).text)
  }

  private func printText(_ answer: SearchAnswer, _ seconds: TimeInterval) {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    if explain { print("Understood as  \(printable(answer.understood))") }
    for hit in answer.hits { print(HitSheet.lines(hit, marks: isTerminal, explains: explain)) }
    for (facet, values) in answer.facets {
      print("\(facet.rawValue)")
      for value in values.prefix(20) { print("  \(value.count)\t\(printable(value.value))") }
      if values.count > 20 { print("  and \(values.count - 20) more values") }
    }
    // The hits before the sentence about them, wherever both go.
    fflush(nil)
    let more = answer.cursor.map { "; --cursor \($0) goes on" } ?? ""
    Failure.say(
      "\(answer.total) found, \(answer.hits.count) shown, in \(String(format: "%.1f", seconds * 1000)) ms\(more).")
  }
}

struct SortArgument: ExpressibleByArgument {
  var order: SearchQuestion.Order

  static let relevance = SortArgument(order: .relevance)

  init(order: SearchQuestion.Order) { self.order = order }

  init?(argument: String) {
    guard let order = SearchQuestion.Order(rawValue: argument) else { return nil }
    self.order = order
  }

  var defaultValueDescription: String { order.rawValue }
  static var allValueStrings: [String] { SearchQuestion.Order.allCases.map(\.rawValue) }
}

struct FacetsArgument: ExpressibleByArgument {
  var facets: [SearchQuestion.Facet]

  init(facets: [SearchQuestion.Facet]) { self.facets = facets }

  init?(argument: String) {
    facets = []
    for name in argument.split(separator: ",") {
      guard let facet = SearchQuestion.Facet(rawValue: name.trimmingCharacters(in: .whitespaces)) else { return nil }
      facets.append(facet)
    }
  }

  var defaultValueDescription: String { "none" }
  static var allValueStrings: [String] { SearchQuestion.Facet.allCases.map(\.rawValue) }
}

/// In which language the user reads what concerns the words of a query.
enum UserLanguage {
  static var queryErrors: QueryErrorLanguage {
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    return locale.hasPrefix("tr") ? .turkish : .english
  }
}
