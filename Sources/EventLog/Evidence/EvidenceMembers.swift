/// The members of an evidence file, taken out one by one until none is left.
struct EvidenceMembers {
  private var members: [(name: String, value: FlatJSON.Value)]

  /// Throws `tooLarge`, the errors of `FlatJSON`, or `wrongFormat` when "format" is not `format`.
  init(parsing bytes: [UInt8], format: String) throws(EvidenceError) {
    try self.init(anyFormat: bytes)
    let stated = try string("format")
    guard stated == format else { throw EvidenceError(.wrongFormat, "it says “\(stated)”, expected is “\(format)”") }
  }

  /// What the file says of itself.
  static func format(of bytes: [UInt8]) throws(EvidenceError) -> String {
    var members = try EvidenceMembers(anyFormat: bytes)
    return try members.string("format")
  }

  private init(anyFormat bytes: [UInt8]) throws(EvidenceError) {
    guard bytes.count <= EvidenceLimits.maximumBytes else {
      throw EvidenceError(.tooLarge, "\(bytes.count) bytes, the limit is \(EvidenceLimits.maximumBytes)")
    }
    members = try FlatJSON(parsing: bytes).members
  }

  private mutating func take(_ name: String) -> FlatJSON.Value? {
    guard let index = members.firstIndex(where: { $0.name == name }) else { return nil }
    return members.remove(at: index).value
  }

  mutating func optionalString(_ name: String) throws(EvidenceError) -> String? {
    switch take(name) {
    case nil: return nil
    case .string(let string): return string
    default: throw EvidenceError(.memberOfWrongType, name)
    }
  }

  mutating func string(_ name: String) throws(EvidenceError) -> String {
    guard let string = try optionalString(name) else { throw EvidenceError(.memberMissing, name) }
    return string
  }

  mutating func number(_ name: String) throws(EvidenceError) -> UInt64 {
    switch take(name) {
    case nil: throw EvidenceError(.memberMissing, name)
    case .number(let number): return number
    default: throw EvidenceError(.memberOfWrongType, name)
    }
  }

  mutating func base64(_ name: String) throws(EvidenceError) -> [UInt8] {
    guard let bytes = StrictBase64.decode(try string(name)) else { throw EvidenceError(.malformedMember, name) }
    return bytes
  }

  mutating func hexadecimal(_ name: String) throws(EvidenceError) -> [UInt8] {
    guard let bytes = Hexadecimal.decode(try string(name)) else { throw EvidenceError(.malformedMember, name) }
    return bytes
  }

  mutating func hashes(_ name: String) throws(EvidenceError) -> [MerkleHash] {
    guard let value = take(name) else { throw EvidenceError(.memberMissing, name) }
    guard case .strings(let strings) = value else { throw EvidenceError(.memberOfWrongType, name) }
    // Checked before decoding: no tree is higher than 64 levels.
    guard strings.count <= InclusionProof.maximumPathLength + 1 else { throw EvidenceError(.malformedMember, name) }
    var hashes: [MerkleHash] = []
    for string in strings {
      guard let bytes = StrictBase64.decode(string), let hash = MerkleHash(bytes: bytes) else {
        throw EvidenceError(.malformedMember, name)
      }
      hashes.append(hash)
    }
    return hashes
  }

  /// Throws `memberUnknown` for what is left: a member that is not checked could be taken for proven.
  func requireEmpty() throws(EvidenceError) {
    if let rest = members.first { throw EvidenceError(.memberUnknown, rest.name) }
  }
}
