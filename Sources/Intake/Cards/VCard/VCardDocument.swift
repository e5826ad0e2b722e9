import MailFormat

/// Reads PHOTO, LOGO, SOUND and KEY: a document in the card, or where it lies.
enum VCardDocument {
  /// The property's name in capitals, and the field for those that lie elsewhere.
  static let properties = ["PHOTO": "picture", "LOGO": "logo", "SOUND": "sound", "KEY": "key"]

  enum Content {
    case bytes([UInt8], mediaType: String)
    case text
    case damaged
  }

  /// - Parameter number: how many documents of the kind came before.
  static func name(_ property: VCardProperty, mediaType: String, number: Int) -> String {
    // A name that leads somewhere or holds line ends would be a trap for whoever writes the file.
    let stated = property.fileName.utf8.map { byte in
      byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") || byte < 0x20 || byte == 0x7F ? UInt8(ascii: "_") : byte
    }
    let name = String(decoding: stated, as: UTF8.self).trimmed
    if !name.isEmpty, name != ".", name != ".." { return name }
    let suffix = mediaType.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst()
    let known = ["jpeg": "jpg", "x-wav": "wav", "svg+xml": "svg", "pkix-cert": "cer", "pgp-keys": "asc"]
    let subtype = String(Substring(suffix))
    let isShort = (1...5).contains(subtype.utf8.count) && subtype.utf8.allSatisfy(\.isNameByte)
    let ending = known[subtype] ?? (isShort ? subtype : "bin")
    return property.name.asciiLowercased + (number == 0 ? "" : "-\(number + 1)") + "." + ending
  }

  static func read(_ property: VCardProperty) -> Content {
    let value = property.value.drop { $0.isWhite }
    if let content = dataURI(value, property) { return content }
    guard property.isBase64 else { return .text }
    guard let bytes = Base64.decode(property.value), !bytes.isEmpty else { return .damaged }
    return .bytes(bytes, mediaType: mediaType(property, bytes))
  }

  /// RFC 2397.
  private static func dataURI(_ value: ArraySlice<UInt8>, _ property: VCardProperty) -> Content? {
    let start = String(decoding: value.prefix(5), as: UTF8.self).asciiLowercased
    guard start == "data:" else { return nil }
    // Some programs escape the separators of the URI.
    let uri = value.dropFirst(5)
    guard let comma = uri.firstIndex(of: UInt8(ascii: ",")), comma - uri.startIndex <= 1024 else { return .damaged }
    let head = String(decoding: uri[..<comma].filter { $0 != UInt8(ascii: "\\") }, as: UTF8.self).asciiLowercased
    let parts = head.pieces(at: UInt8(ascii: ";")).map(\.trimmed)
    let data = Array(uri[(comma + 1)...])
    let bytes = parts.dropFirst().contains("base64") ? Base64.decode(data) : CardAddress.percentDecoded(data)
    guard let bytes, !bytes.isEmpty else { return .damaged }
    return .bytes(bytes, mediaType: checked(parts[0]) ?? mediaType(property, bytes))
  }

  private static func mediaType(_ property: VCardProperty, _ bytes: [UInt8]) -> String {
    if let stated = checked(property.mediaType) { return stated }
    for type in property.types {
      if let full = checked(type) { return full }
      switch type {
      case "jpeg", "jpg": return "image/jpeg"
      case "png", "gif", "bmp", "tiff", "webp": return "image/" + type
      case "wave", "wav": return "audio/x-wav"
      case "mp3", "mpeg": return "audio/mpeg"
      case "ogg", "aac", "basic": return "audio/" + type
      case "x509": return "application/pkix-cert"
      case "pgp": return "application/pgp-keys"
      default: break
      }
    }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
    if bytes.starts(with: "GIF8".utf8) { return "image/gif" }
    return "application/octet-stream"
  }

  /// A media type without parameters.
  private static func checked(_ text: String) -> String? {
    let parts = text.pieces(at: UInt8(ascii: "/"))
    let isToken = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { $0.isNameByte || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: ".") }
    }
    return parts.count == 2 && isToken && text.utf8.count < 128 ? text : nil
  }
}
