import ArchiveEvents
import SearchIndex
import TextAnalysis

/// An item with all that is to be searched of it.
struct IndexedItem: Sendable {
  /// A file whose text is not known yet.
  struct WaitingFile: Sendable {
    var name: String
    var mediaType: String
  }

  var position: UInt64
  var texts: [CorrespondenceSchema.Text: [[UInt8]]] = [:]
  var accounts: [String] = []
  var owners: [String] = []
  var folders: [String] = []
  var messageID = ""
  var size: UInt64 = 0
  var files = 0
  var mediaTypes: [String] = []
  var states: Set<String> = []
  /// Codes of why some file has no text.
  var reasons: Set<String> = []
  /// Text of files so far, in bytes.
  private(set) var fileTextBytes = 0
  /// Whether some file's text is to be extracted yet.
  var isWaiting = false

  mutating func add(_ text: some StringProtocol, to field: CorrespondenceSchema.Text) {
    guard !text.isEmpty else { return }
    texts[field, default: []].append(Array(text.utf8))
  }

  mutating func addFileText(_ text: String) {
    fileTextBytes += text.utf8.count
    add(text, to: .attachments)
  }
}

/// Makes documents of items. One a thread.
final class DocumentMaker {
  private let detector = LanguageDetector()
  private let scanner = WordScanner()
  private var ranges = WordRanges()

  /// Reference numbers looked for in the first bytes of each text (1 MiB).
  private static let referenceBytes = 1 << 20

  func document(_ item: IndexedItem, _ placement: IndexPlacementValues) -> IndexDocument {
    var texts: [IndexDocument.Text] = []
    var references: Set<[UInt8]> = []
    let language = language(of: item)
    for field in CorrespondenceSchema.Text.allCases {
      for bytes in item.texts[field] ?? [] {
        texts.append(IndexDocument.Text(field: field.rawValue, bytes: bytes, language: language))
        collect(bytes, into: &references)
      }
    }
    var keywords: [IndexDocument.Keyword] = []
    func add(_ kind: CorrespondenceSchema.Keyword, _ values: some Sequence<String>) {
      for value in values where !value.isEmpty {
        keywords.append(IndexDocument.Keyword(kind: kind.rawValue, value: Array(value.utf8)))
      }
    }
    add(.account, item.accounts)
    add(.owner, item.owners.map(TextFolding.fold))
    add(.folder, item.folders)
    add(.identity, placement.identities)
    add(.messageID, [item.messageID])
    add(.thread, [String(placement.thread)])
    add(.state, item.states.sorted() + (item.isWaiting ? [ItemState.waiting] : []))
    add(.reason, item.reasons.sorted())
    add(.mediaType, Set(item.mediaTypes).sorted())
    for reference in references.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      keywords.append(IndexDocument.Keyword(kind: CorrespondenceSchema.Keyword.reference.rawValue, value: reference))
    }
    return IndexDocument(
      key: item.position, texts: texts, keywords: keywords,
      values: [
        placement.time, placement.month, placement.channel, placement.direction,
        Int64(clamping: item.size), Int64(item.files), Int64(language.rawValue),
      ])
  }

  /// That of the item's own words; where these are too few to tell, of all there is.
  private func language(of item: IndexedItem) -> TextLanguage {
    for fields in [[CorrespondenceSchema.Text.body], [.subject, .quoted, .attachments]] {
      var sample: [UInt8] = []
      for field in fields {
        for bytes in item.texts[field] ?? [] where sample.count < 4_096 {
          sample.append(contentsOf: bytes.prefix(4_096))
          sample.append(0x20)
        }
      }
      let language = sample.withUnsafeBytes { detector.detect($0) }
      if language != .unknown { return language }
    }
    return .unknown
  }

  private func collect(_ bytes: [UInt8], into references: inout Set<[UInt8]>) {
    bytes.withUnsafeBytes { bytes in
      let beginning = UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.referenceBytes))
      ranges.removeAll()
      scanner.scan(beginning, into: &ranges)
      for number in ReferenceNumbers.scan(beginning, ranges) { references.insert(number.joined) }
    }
  }
}

/// Names of states that are keywords of the index.
enum ItemState {
  static let waiting = "waiting"
  static let bounce = "bounce"
  static let receipt = "receipt"
  static let autoReply = "autoreply"
  static let encrypted = "encrypted"
  static let signed = "signed"
  static let damaged = "damaged"
  static let amended = "amended"
  static let followUp = "followup"
}

/// What the timelines say of an item, in the index's terms.
struct IndexPlacementValues: Sendable {
  var identities: [String]
  var thread: UInt64
  var time: Int64
  var month: Int64
  var channel: Int64
  var direction: Int64
}
