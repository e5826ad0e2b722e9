/// Why a line is no record; the reason continues a sentence that begins with the line's place.
struct RecordFault: Error, Equatable {
  var code = IntakeError.Code.notARecord
  let reason: String
}

/// A value inside a line of JSON (RFC 8259) that was checked as a whole, read only where it is asked for: members that
/// nobody asks for cost no memory.
struct JSONValue {
  /// Members of one object. Records have about twenty.
  static let mostMembers = 1_000

  private let bytes: [UInt8]
  private let range: Range<Int>
  /// What faults call it: `media[2].file`; empty for the record itself.
  let name: String

  /// Checks a whole line.
  init(line: [UInt8]) throws(RecordFault) {
    var scanner = JSONScanner(bytes: line)
    scanner.skipBlanks()
    let start = scanner.place
    try scanner.skipValue()
    let end = scanner.place
    scanner.skipBlanks()
    guard scanner.place == line.count else {
      throw RecordFault(reason: "something follows the record on its line, at its byte \(scanner.place)")
    }
    self.init(bytes: line, range: start..<end, name: "")
  }

  private init(bytes: [UInt8], range: Range<Int>, name: String) {
    self.bytes = bytes
    self.range = range
    self.name = name
  }

  private var first: UInt8 { bytes[range.lowerBound] }
  var isNull: Bool { first == UInt8(ascii: "n") }
  var isString: Bool { first == UInt8(ascii: "\"") }
  var isObject: Bool { first == UInt8(ascii: "{") }
  var isArray: Bool { first == UInt8(ascii: "[") }

  /// How faults begin that concern this value.
  var title: String { name.isEmpty ? "the record" : "its member “\(name)”" }

  func string() throws(RecordFault) -> String {
    guard isString else { throw RecordFault(reason: "\(title) must be a text") }
    var scanner = JSONScanner(bytes: bytes, place: range.lowerBound)
    return try scanner.string()
  }

  /// - Parameter limit: values that the list may have.
  func elements(limit: Int) throws(RecordFault) -> [JSONValue] {
    guard isArray else { throw RecordFault(reason: "\(title) must be a list") }
    var elements: [JSONValue] = []
    var scanner = JSONScanner(bytes: bytes, place: range.lowerBound + 1)
    scanner.skipBlanks()
    while scanner.place < range.upperBound - 1 {
      guard elements.count < limit else {
        throw RecordFault(code: .tooLarge, reason: "\(title) has more than \(limit) values")
      }
      let start = scanner.place
      try scanner.skipValue()
      elements.append(JSONValue(bytes: bytes, range: start..<scanner.place, name: "\(name)[\(elements.count)]"))
      scanner.skipSeparator()
    }
    return elements
  }

  /// The members by their names; those that are `null` are as good as missing.
  func members() throws(RecordFault) -> JSONMembers {
    guard isObject else {
      throw RecordFault(reason: name.isEmpty ? "it is no JSON object" : "\(title) must be an object")
    }
    var members: [String: JSONValue] = [:]
    var scanner = JSONScanner(bytes: bytes, place: range.lowerBound + 1)
    scanner.skipBlanks()
    while scanner.place < range.upperBound - 1 {
      let key = try scanner.string()
      scanner.skipSeparator()
      let start = scanner.place
      try scanner.skipValue()
      let path = name.isEmpty ? key : "\(name).\(key)"
      let value = JSONValue(bytes: bytes, range: start..<scanner.place, name: path)
      guard members.updateValue(value, forKey: key) == nil else {
        throw RecordFault(reason: "it has the member “\(path.prefix(100))” twice")
      }
      guard members.count <= Self.mostMembers else {
        throw RecordFault(code: .tooLarge, reason: "\(title) has more than \(Self.mostMembers) members")
      }
      scanner.skipSeparator()
    }
    return JSONMembers(owner: name, values: members.filter { !$0.value.isNull })
  }
}

/// The members of an object that are there.
struct JSONMembers {
  /// As `JSONValue.name`.
  let owner: String
  fileprivate let values: [String: JSONValue]

  fileprivate init(owner: String, values: [String: JSONValue]) {
    self.owner = owner
    self.values = values
  }

  subscript(name: String) -> JSONValue? { values[name] }

  func string(_ name: String) throws(RecordFault) -> String? {
    guard let value = values[name] else { return nil }
    return try value.string()
  }

  func missing(_ name: String) -> RecordFault {
    RecordFault(reason: "its member “\(owner.isEmpty ? name : "\(owner).\(name)")” is missing")
  }
}
