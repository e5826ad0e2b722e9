import ArchiveEvents
import PhoneNumbers
import SearchIndex
import TextAnalysis
import Views

/// Turns a query about correspondence into what the index is asked: names of contacts into their addresses and numbers,
/// owners into their accounts, fields into texts, keys and columns.
struct CorrespondenceQuery {
  typealias Schema = CorrespondenceSchema

  let timelines: View<TimelineProjection>
  /// Whether one of the words is enough: then also one of those that punctuation joins.
  let matchesAny: Bool
  /// Country of numbers without a country code: that of our own lines, if they are all of one.
  let region: String?
  /// Contacts that a name may mean, at most.
  private static let contacts = 500
  /// Contacts and members whose items are looked for at once.
  private static let mostContacts = 20_000
  /// Items that the beginning of an id may mean, at most.
  private static let items = 10_000

  init(timelines: View<TimelineProjection>, matchesAny: Bool = false) throws {
    (self.timelines, self.matchesAny) = (timelines, matchesAny)
    let regions = try Set(
      timelines.accounts().compactMap { account in
        account.name.hasPrefix("+") ? (try? PhoneNumber(account.name))?.region : nil
      })
    region = regions.count == 1 ? regions.first : nil
  }

  func clause(_ node: QueryNode) throws -> SearchClause {
    switch node {
    case .all: return .all
    case .word(let text, let field): return try word(text, field)
    case .phrase(let text, let field): return try word(text, field)
    case .prefix(let text, let field): return try prefix(text, field)
    case .value(let field, let value): return try self.value(field, value, isPrefix: false)
    case .choice(let field, let value): return choice(field, value)
    case .dateRange(_, let interval):
      return .range(column: Schema.Column.time.rawValue, (interval.lower ?? .min)...(interval.upper ?? .max))
    case .sizeRange(_, let interval):
      return .range(column: Schema.Column.size.rawValue, (interval.lower ?? .min)...(interval.upper ?? .max))
    case .and(let parts): return .and(try conjunction(parts))
    case .or(let parts): return .or(try parts.map(clause))
    case .not(let part): return .not(try clause(part))
    }
  }

  // MARK: Words

  private func word(_ text: String, _ field: String?) throws -> SearchClause {
    guard let field else {
      return .or([matchesAny && !text.contains(" ") ? .anyWord(of: text) : .words(text)] + references(text))
    }
    if field == "contact" || field == "org" { return try contact(text, organisations: field == "org") }
    return .words(text, in: Self.texts(field))
  }

  private func prefix(_ text: String, _ field: String?) throws -> SearchClause {
    guard let field else { return .prefix(text) }
    if field == "contact" || field == "org" { return try contact(text, organisations: field == "org") }
    if Self.texts(field).isEmpty { return try value(field, text, isPrefix: true) }
    return .prefix(text, in: Self.texts(field))
  }

  /// The texts in which the words of a field are looked for; none where its values are no words.
  static func texts(_ field: String) -> Set<Int> {
    let texts: [Schema.Text] =
      switch field {
      case "from": [.from]
      case "to": [.to, .copies]
      case "cc": [.copies]
      case "subject": [.subject]
      case "body": [.body, .quoted]
      case "own": [.body]
      case "attachment": [.attachments]
      case "filename": [.fileNames]
      default: []
      }
    return Set(texts.map(\.rawValue))
  }

  /// Telephone, account and other numbers are found however they are grouped.
  private func references(_ text: String) -> [SearchClause] {
    guard text.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return [] }
    let bytes = Array(text.utf8)
    var ranges = WordRanges()
    var forms: Set<[UInt8]> = []
    bytes.withUnsafeBytes { bytes in
      WordScanner().scan(bytes, into: &ranges)
      for number in ReferenceNumbers.scan(bytes, ranges) { forms.insert(number.joined) }
      // In the archive the same number may be written in groups.
      if ranges.count == 1, ranges[0].end - ranges[0].start >= 7 {
        forms.insert(Array(TextFolding.fold(text).utf8))
      }
    }
    return forms.map { .keyword(kind: Schema.Keyword.reference.rawValue, value: $0) }
  }

  /// Words side by side that together are a number: `0312 555 12 34`.
  private func conjunction(_ parts: [QueryNode]) throws -> [SearchClause] {
    var clauses: [SearchClause] = []
    var index = 0
    while index < parts.count {
      var words: [String] = []
      while index + words.count < parts.count, case .word(let text, nil) = parts[index + words.count] {
        words.append(text)
      }
      guard words.count > 1 else {
        clauses.append(try clause(parts[index]))
        index += 1
        continue
      }
      let numbers = references(words.joined(separator: " "))
      let all = SearchClause.and(try words.map { try word($0, nil) })
      if numbers.isEmpty || words.contains(where: { $0.contains(where: \.isLetter) && !$0.contains(where: \.isNumber) })
      {
        for word in words { clauses.append(try self.word(word, nil)) }
      } else {
        clauses.append(.or([all] + numbers))
      }
      index += words.count
    }
    return clauses
  }

  // MARK: Keys

  private func keyword(_ kind: Schema.Keyword, _ value: String, isPrefix: Bool = false) -> SearchClause {
    let bytes = Array(value.utf8)
    return isPrefix ? .keywordPrefix(kind: kind.rawValue, value: bytes) : .keyword(kind: kind.rawValue, value: bytes)
  }

  private func value(_ field: String, _ value: String, isPrefix: Bool) throws -> SearchClause {
    switch field {
    case "account": return try account(value, isPrefix: isPrefix)
    case "owner": return try owner(value, isPrefix: isPrefix)
    case "thread": return try thread(value)
    case "ref":
      return .or(
        [isPrefix ? .prefix(value) : .words(value)] + references(value)
          + [keyword(.reference, TextFolding.fold(value), isPrefix: isPrefix)])
    case "id": return try item(value, isPrefix: isPrefix)
    default: return .nothing
    }
  }

  private func account(_ value: String, isPrefix: Bool) throws -> SearchClause {
    let key = IdentityKey(typed: value, region: region)?.value ?? value.lowercased()
    let accounts = try timelines.accounts().filter {
      $0.name == key || $0.aliases.contains(key) || (isPrefix && $0.name.hasPrefix(key))
    }
    return .or([keyword(.account, key, isPrefix: isPrefix)] + accounts.map { keyword(.account, $0.name) })
  }

  /// Whose account it is now counts, and whose it was when an item was taken in.
  private func owner(_ value: String, isPrefix: Bool) throws -> SearchClause {
    let folded = TextFolding.fold(value)
    let accounts = try timelines.accounts().filter {
      let owner = TextFolding.fold($0.owner)
      return owner == folded || (isPrefix && owner.hasPrefix(folded))
    }
    return .or([keyword(.owner, folded, isPrefix: isPrefix)] + accounts.map { keyword(.account, $0.name) })
  }

  /// By the position of a thread's first item, or by any of its items.
  private func thread(_ value: String) throws -> SearchClause {
    var positions = try items(value, isPrefix: true)
    if let number = UInt64(value), let position = Position(number) { positions.append(position) }
    let threads = try Set(timelines.indexPlacements(positions.map(\.rawValue)).values.map(\.thread))
    return .or(try threads.flatMap { try timelines.threads(joinedInto: $0) }.map { keyword(.thread, String($0)) })
  }

  private func item(_ value: String, isPrefix: Bool) throws -> SearchClause {
    let messageID = value.hasPrefix("<") && value.hasSuffix(">") ? String(value.dropFirst().dropLast()) : value
    var keys = Set(try items(value, isPrefix: isPrefix).map(\.rawValue))
    // The number that hits are shown with.
    if let number = UInt64(value) { keys.insert(number) }
    return .or([keyword(.messageID, messageID, isPrefix: isPrefix), .keys(keys)])
  }

  private func items(_ value: String, isPrefix: Bool) throws -> [Position] {
    guard value.utf8.count >= 8, value.utf8.count <= 32, let bytes = Self.hexadecimal(value) else { return [] }
    return try timelines.items(beginningWith: bytes, limit: Self.items).filter {
      $0.description.hasPrefix(value.lowercased())
    }
    .compactMap { try timelines.position(of: $0) }
  }

  private static func hexadecimal(_ text: String) -> [UInt8]? {
    let digits = text.utf8.count % 2 == 0 ? text[...] : text.dropLast()
    var bytes: [UInt8] = []
    var rest = digits[...]
    while !rest.isEmpty {
      guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    return bytes
  }

  // MARK: Contacts

  /// The items of everybody whom a name, address or number may mean; an organisation's people count with it.
  private func contact(_ text: String, organisations: Bool) throws -> SearchClause {
    var clauses: [SearchClause] = []
    var seen: Set<ContactID> = []
    func add(_ contact: Contact) throws {
      guard seen.insert(contact.id).inserted else { return }
      guard seen.count <= Self.mostContacts else {
        throw IndexError(
          .tooLarge,
          "\(text) means more than \(Self.mostContacts) contacts, whose items can't be looked for at once; name fewer.")
      }
      for identity in contact.identities { clauses.append(keyword(.identity, identity.key.indexValue)) }
      for member in contact.members { if let person = try timelines.contact(member.contact) { try add(person) } }
    }
    if let key = IdentityKey(typed: text, region: region), let contact = try timelines.contact(key) {
      try add(contact)
    } else {
      for found in try timelines.contacts(ContactQuery(text, region: region, limit: Self.contacts)) {
        if organisations, found.kind == .person { continue }
        guard let contact = try timelines.contact(found.id) else { continue }
        // An office that somebody wrote from under the name is not that person: only what was written from there counts.
        let shared = contact.identities.filter { $0.names.contains { Self.name($0, bears: text) } }
        if contact.kind == .organisation, !Self.name(contact.name, bears: text), !shared.isEmpty {
          clauses += shared.map { keyword(.identity, $0.key.indexValue) }
        } else {
          try add(contact)
        }
      }
    }
    return .or(clauses)
  }

  /// Whether words of a name, one behind the other, are or begin with those of a text.
  private static func name(_ name: String, bears text: String) -> Bool {
    func words(_ text: String) -> [String] {
      TextFolding.fold(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
    let (name, wanted) = (words(name), words(text).joined(separator: " "))
    return !wanted.isEmpty && name.indices.contains { name[$0...].joined(separator: " ").hasPrefix(wanted) }
  }

  // MARK: Properties

  private func choice(_ field: String, _ value: String) -> SearchClause {
    func column(_ column: Schema.Column, _ value: Int) -> SearchClause {
      .range(column: column.rawValue, Int64(value)...Int64(value))
    }
    switch (field, value) {
    case ("channel", _):
      return Channel(rawValue: value).flatMap { Channel.allCases.firstIndex(of: $0) }.map { column(.channel, $0) }
        ?? .nothing
    case ("direction", "inbound"): return column(.direction, Direction.inbound.rawValue)
    case ("direction", "outbound"): return column(.direction, Direction.outbound.rawValue)
    case ("direction", "internal"): return column(.direction, Direction.internal.rawValue)
    case ("lang", "unknown"): return column(.language, 0)
    case ("lang", _): return TextLanguage(code: value).map { column(.language, Int($0.rawValue)) } ?? .nothing
    case ("has", "attachment"): return .range(column: Schema.Column.files.rawValue, 1...Int64.max)
    // Of the item, or of a file that came with it.
    case ("is", "damaged"): return .or([keyword(.state, ItemState.damaged), keyword(.reason, "damaged")])
    case ("is", "protected"): return keyword(.reason, "protected")
    case ("has", "followup"), ("is", _): return keyword(.state, value)
    default: return .nothing
    }
  }
}
