import ArchiveEvents
import EventLog
import SearchIndex
import TextAnalysis
import Views

/// Finds the words of a query in the text of an item again, to show them.
final class SnippetReader {
  private let reader: ItemReader
  private let timelines: View<TimelineProjection>
  private let log: any ArchiveLog
  private let matchers: [CorrespondenceSchema.Text: WordMatcher]
  private let scanner = WordScanner()
  private var ranges = WordRanges()
  private let maker = SnippetMaker()

  init(_ readable: ReadableArchive, _ query: ParsedQuery, languages: [TextLanguage]) {
    reader = ItemReader(log: readable.archive.log, files: readable.archive.fileTexts)
    (timelines, log) = (readable.timelines, readable.archive.log)
    // A word that is asked for in one field explains nothing where it stands in another.
    matchers = Dictionary(
      uniqueKeysWithValues: Self.shown.map { ($0, WordMatcher(query, languages: languages, in: $0)) })
  }

  /// In the order in which they are shown where they tell as much.
  private static let shown: [CorrespondenceSchema.Text] = [.body, .quoted, .attachments, .fileNames]

  /// What of the item tells why it was found: from its own words, else from what it quotes or its files, else its beginning.
  /// The subject is shown beside it anyway.
  func snippet(at position: Position) throws -> Snippet {
    let nothing = Snippet(text: "", highlights: [])
    guard let event = try log.event(at: position), let entry = try timelines.entry(at: position) else { return nothing }
    let item: IndexedItem?
    do {
      item = try reader.item(event, try ItemHistory.read(ofItemAt: position, entry.channel, timelines, log))
    } catch let error as EventLogError where [.corrupted, .erased].contains(error.code) {
      // One original that can't be read must not keep the other hits from being shown; `verify` names it.
      return nothing
    }
    guard let item else { return nothing }
    var best: (snippet: Snippet, terms: Int)?
    for field in Self.shown {
      let text = Self.joined(item.texts[field] ?? [])
      guard !text.isEmpty, let matcher = matchers[field] else { continue }
      let (snippet, terms) = snippet(of: text, matcher)
      if best == nil || terms > (best?.terms ?? 0) { best = (snippet, terms) }
    }
    return best?.snippet ?? Snippet(text: "", highlights: [])
  }

  private static func joined(_ pieces: [[UInt8]]) -> [UInt8] { Array(pieces.joined(separator: [0x0A])) }

  private func snippet(of text: [UInt8], _ matcher: WordMatcher) -> (Snippet, terms: Int) {
    text.withUnsafeBytes { bytes in
      let beginning = UnsafeRawBufferPointer(rebasing: bytes.prefix(maker.options.bytesRead))
      ranges.removeAll()
      scanner.scan(beginning, into: &ranges)
      var words: [SnippetWord] = []
      words.reserveCapacity(ranges.count)
      for index in 0..<ranges.count {
        let range = ranges[index]
        let word = UnsafeRawBufferPointer(rebasing: beginning[Int(range.start)..<Int(range.end)])
        words.append(SnippetWord(start: range.start, end: range.end, term: matcher.term(of: word)))
      }
      let terms = Set(words.lazy.filter(\.isMatch).map(\.term)).count
      return (maker.snippet(of: beginning, words: words), terms)
    }
  }
}

/// Says which term of a query a word matches.
final class WordMatcher {
  private let analyzer = WordAnalyzer()
  private let languages: [TextLanguage]
  private var terms: [[UInt8]: Int32] = [:]
  private var prefixes: [([UInt8], Int32)] = []
  private var known: [[UInt8]: Int32] = [:]
  private static let mostKnown = 100_000

  /// - Parameter text: The text whose words are to be matched.
  init(_ query: ParsedQuery, languages: [TextLanguage], in text: CorrespondenceSchema.Text) {
    let field = text.rawValue
    self.languages = languages
    let scanner = WordScanner()
    var ranges = WordRanges()
    var next: Int32 = 0
    for clause in query.clauses where !clause.isExcluded {
      let (text, place, isPrefix): (String, String?, Bool)
      switch clause.node {
      case .word(let word, let name), .phrase(let word, let name): (text, place, isPrefix) = (word, name, false)
      case .prefix(let word, let name): (text, place, isPrefix) = (word, name, true)
      case .value("ref", let value): (text, place, isPrefix) = (value, nil, false)
      default: continue
      }
      if let place, !CorrespondenceQuery.texts(place).contains(field) { continue }
      ranges.removeAll()
      let bytes = Array(text.utf8)
      bytes.withUnsafeBytes { bytes in
        scanner.scan(bytes, into: &ranges)
        for index in 0..<ranges.count {
          let range = ranges[index]
          let word = UnsafeRawBufferPointer(rebasing: bytes[Int(range.start)..<Int(range.end)])
          let folded = analyzer.analyze(word, languages.first ?? .unknown).folded
          if isPrefix, index == ranges.count - 1 {
            prefixes.append((folded, next))
          } else {
            for key in analyzer.stems(word, languages: languages) + [folded] where terms[key] == nil {
              terms[key] = next
            }
          }
          next += 1
        }
      }
    }
  }

  /// The term's number, or −1.
  func term(of word: UnsafeRawBufferPointer) -> Int32 {
    let bytes = [UInt8](word)
    if let term = known[bytes] { return term }
    let term = match(word)
    if known.count < Self.mostKnown { known[bytes] = term }
    return term
  }

  private func match(_ word: UnsafeRawBufferPointer) -> Int32 {
    let folded = analyzer.analyze(word, languages.first ?? .unknown).folded
    if let term = terms[folded] { return term }
    for stem in analyzer.stems(word, languages: languages) {
      if let term = terms[stem] { return term }
    }
    return prefixes.first { folded.starts(with: $0.0) }?.1 ?? -1
  }
}
