/// The key under which a keyword stands in the dictionary, apart from all words: a byte that begins no word, the kind, the
/// value.
enum KeywordTerm {
  static let mark: UInt8 = 0x01
  /// Bytes of a value that count; what follows is compared by a checksum.
  static let longestValue = 400

  static func key(kind: Int, value: [UInt8]) -> [UInt8] {
    var key: [UInt8] = [mark, UInt8(truncatingIfNeeded: kind) &+ 1]
    guard value.count > longestValue else { return key + value }
    key.append(contentsOf: value[..<longestValue])
    let digest = value.withUnsafeBytes { PageDigest.of($0) }
    withUnsafeBytes(of: digest.bigEndian) { key.append(contentsOf: $0) }
    return key
  }

  static func isKeyword(_ key: UnsafeRawBufferPointer) -> Bool { key.first == mark }
}
