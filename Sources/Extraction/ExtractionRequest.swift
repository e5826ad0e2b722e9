/// A document whose text is wanted.
public struct ExtractionRequest: Sendable {
  public enum Content: Sendable {
    case bytes([UInt8])
    /// The path of a regular file.
    case file(String)
  }

  public var content: Content

  /// As it was declared, parameters too (`text/plain; charset=iso-8859-9`). The bytes themselves come first, so a wrong
  /// one does no harm.
  public var mediaType: String

  /// The file's name, as the sender gave it.
  public var name: String?

  public init(bytes: [UInt8], mediaType: String, name: String? = nil) {
    self.init(content: .bytes(bytes), mediaType: mediaType, name: name)
  }

  public init(content: Content, mediaType: String, name: String? = nil) {
    self.content = content
    self.mediaType = mediaType
    self.name = name
  }
}

extension ExtractionRequest {
  /// The type in small letters, without parameters.
  var essence: String {
    var essence = (mediaType.split(separator: ";", omittingEmptySubsequences: false).first ?? "").lowercased()
    essence.removeAll { $0.isWhitespace }
    return essence
  }

  /// The charset that came with it.
  var charset: String? {
    for parameter in mediaType.split(separator: ";").dropFirst() {
      let halves = parameter.split(separator: "=", maxSplits: 1)
      guard halves.count == 2, halves[0].trimmed.lowercased() == "charset" else { continue }
      let value = halves[1].trimmed.filter { $0 != "\"" }
      return value.isEmpty ? nil : value
    }
    return nil
  }

  /// What stands behind the last dot of its name, in small letters.
  var nameExtension: String {
    guard let name, let dot = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
