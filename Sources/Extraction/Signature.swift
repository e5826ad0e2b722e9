internal import MailFormat

/// What the first bytes of a document say that it is; its declared type and its name count where they don't tell.
enum Signature: Equatable {
  case empty
  case pdf, zip, compound, richText, html, xml, message, tnef, plainText
  case image(ImageFormat)
  /// With words for what it is.
  case unsupported(String)

  static func of(_ bytes: [UInt8], _ request: ExtractionRequest) -> Signature {
    if bytes.allSatisfy({ $0 <= 0x20 }) { return .empty }
    if let known = byMagic(bytes, request) { return known }
    let head = bytes.prefix(1 << 16)
    if isMessage(bytes, request) { return .message }
    guard looksLikeText(head) else { return .unsupported(description(of: request)) }
    if isHTML(head, request) { return .html }
    if isXML(head) { return .xml }
    return .plainText
  }

  private static func byMagic(_ bytes: [UInt8], _ request: ExtractionRequest) -> Signature? {
    if bytes.starts(with: "%PDF-".utf8) { return .pdf }
    // Readers accept what stands before it within the first 1,024 bytes (ISO 32000-1, implementation note 13).
    if request.essence == "application/pdf" || request.nameExtension == "pdf",
      bytes.prefix(1_024).firstRange(of: Array("%PDF-".utf8)) != nil
    {
      return .pdf
    }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) { return .zip }
    if bytes.starts(with: CompoundFile.magic) { return .compound }
    if bytes.starts(with: "{\\rt".utf8) { return .richText }
    if bytes.starts(with: [0x78, 0x9F, 0x3E, 0x22]) { return .tnef }
    if let format = ImageFormat.of(bytes) { return .image(format) }
    for (magic, offset, words) in unreadFormats where bytes.dropFirst(offset).starts(with: magic) {
      return .unsupported(words)
    }
    return nil
  }

  /// Formats that are named rather than taken for noise.
  private static let unreadFormats: [(magic: [UInt8], offset: Int, words: String)] = [
    ([0x1F, 0x8B], 0, "gzip archives"),
    (Array("7z\u{BC}\u{AF}".unicodeScalars.map { UInt8($0.value) }), 0, "7z archives"),
    (Array("Rar!\u{1A}".utf8), 0, "RAR archives"), (Array("BZh".utf8), 0, "bzip2 archives"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], 0, "xz archives"), (Array("ustar".utf8), 257, "tar archives"),
    ([0x28, 0xB5, 0x2F, 0xFD], 0, "zstd archives"), (Array("MSCF".utf8), 0, "cabinet archives"),
    (Array("!BDN".utf8), 0, "Outlook's data files"), (Array("%!PS".utf8), 0, "PostScript"),
    ([0x7F, 0x45, 0x4C, 0x46], 0, "programs"), (Array("ftyp".utf8), 4, "film and sound"),
    (Array("ID3".utf8), 0, "sound"),
    (Array("OggS".utf8), 0, "film and sound"), (Array("AC10".utf8), 0, "DWG drawings"),
  ]

  private static func description(of request: ExtractionRequest) -> String {
    // Only what can't carry markup or control characters into a log or a page.
    let type = request.essence.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "/.+-".contains($0)) }
    return type.isEmpty || type == "application/octet-stream"
      ? "files of this kind" : "files of type \(type.prefix(80))"
  }

  private static func isMessage(_ bytes: [UInt8], _ request: ExtractionRequest) -> Bool {
    let isDeclared =
      ["message/rfc822", "message/global", "multipart/related"].contains(request.essence)
      || ["eml", "mht", "mhtml"].contains(request.nameExtension)
    let isUndeclared = ["", "application/octet-stream"].contains(request.essence) && request.nameExtension.isEmpty
    guard isDeclared || isUndeclared else { return false }
    return bytes.withUnsafeBytes { assessMail($0) } == .mail
  }

  private static func isHTML(_ head: ArraySlice<UInt8>, _ request: ExtractionRequest) -> Bool {
    if ["text/html", "application/xhtml+xml"].contains(request.essence) { return true }
    if ["html", "htm", "xhtml"].contains(request.nameExtension) { return true }
    let start = String(decoding: withoutByteOrderMark(head).prefix(1_024), as: UTF8.self).lowercased()
    let first = start.drop { $0.isWhitespace }
    return first.hasPrefix("<!doctype html") || first.hasPrefix("<html")
      || (first.hasPrefix("<") && start.contains("<html"))
  }

  private static func isXML(_ head: ArraySlice<UInt8>) -> Bool {
    let start = withoutByteOrderMark(head)
    return start.starts(with: "<?xml".utf8) || start.starts(with: "<svg".utf8)
  }

  private static func withoutByteOrderMark(_ head: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head
  }

  /// Whether bytes are text in some charset: hardly a control character, and zeros only where UTF-16 has them.
  static func looksLikeText(_ head: ArraySlice<UInt8>) -> Bool {
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return true }
    var (zeros, controls) = ([0, 0], 0)
    for (place, byte) in head.enumerated() {
      switch byte {
      case 0: zeros[place & 1] += 1
      case 0x09, 0x0A, 0x0C, 0x0D, 0x1B: break
      case 0x01...0x1F, 0x7F: controls += 1
      default: break
      }
    }
    // Latin text in UTF-16 has a zero in nearly every second place, and hardly one in the others; beside the zeros it
    // has 1 for the letters that Turkish adds.
    let (fewer, more) = (zeros.min() ?? 0, zeros.max() ?? 0)
    if more > 0 { return more * 3 > head.count && fewer * 50 < head.count }
    return controls * 100 <= max(head.count, 200)
  }
}

extension ArraySlice<UInt8> {
  /// Where other bytes stand in these for the first time.
  func firstRange(of other: [UInt8]) -> Range<Int>? {
    guard !other.isEmpty, count >= other.count else { return nil }
    for start in startIndex...(endIndex - other.count) where self[start...].starts(with: other) {
      return start..<(start + other.count)
    }
    return nil
  }
}
