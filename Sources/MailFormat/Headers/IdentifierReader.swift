/// Reads message identifiers (RFC 5322 §3.6.4), without their angle brackets.
enum IdentifierReader {
  /// The identifiers of `References` or `In-Reply-To`. Phrases between them (obsolete, RFC 5322 §4.5.4) are left out; a
  /// field without any bracket is read as identifiers only when every word of it has an `@`.
  static func list(_ value: ByteView, limit: Int) -> [String] {
    var found: [String] = []
    var at = value.index(of: UInt8(ascii: "<"), from: 0, to: value.count)
    if at == value.count { return bare(value.trimmed, limit: limit) }
    while at < value.count, found.count < limit {
      let start = at + 1
      var end = start
      while end < value.count, value[end] != UInt8(ascii: ">"), value[end] != UInt8(ascii: "<") { end += 1 }
      if let identifier = text(value[start..<end]) { found.append(identifier) }
      at = value.index(of: UInt8(ascii: "<"), from: end, to: value.count)
    }
    return found
  }

  /// The identifier of `Message-ID`: what the first brackets hold, or the first word of a field without brackets.
  static func single(_ value: ByteView) -> String? {
    if value.contains(UInt8(ascii: "<")) { return list(value, limit: 1).first }
    let view = value.trimmed
    var end = 0
    while end < view.count, !ASCII.isSpace(view[end]), view[end] != UInt8(ascii: ">") { end += 1 }
    return text(view[0..<end])
  }

  private static func bare(_ view: ByteView, limit: Int) -> [String] {
    var found: [String] = []
    var at = 0
    while at < view.count, found.count < limit {
      var end = at
      while end < view.count, !ASCII.isSpace(view[end]), view[end] != UInt8(ascii: ",") { end += 1 }
      let word = view[at..<end]
      if !word.isEmpty {
        guard word.contains(UInt8(ascii: "@")), let identifier = text(word) else { return [] }
        found.append(identifier)
      }
      at = end + 1
    }
    return found
  }

  /// Blanks and folds inside an identifier come from broken folding and are dropped.
  private static func text(_ view: ByteView) -> String? {
    let trimmed = view.trimmed
    guard !trimmed.isEmpty else { return nil }
    var hasSpace = false
    for i in 0..<trimmed.count where ASCII.isSpace(trimmed[i]) { hasSpace = true }
    if !hasSpace { return AddressText.string(trimmed) }
    var bytes: [UInt8] = []
    for i in 0..<trimmed.count where !ASCII.isSpace(trimmed[i]) { bytes.append(trimmed[i]) }
    return bytes.withByteView { AddressText.string($0) }
  }
}
