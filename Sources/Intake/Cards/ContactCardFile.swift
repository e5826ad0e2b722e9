/// Reads whole files of contacts: vCards of any version, and tables (CSV).
public enum ContactCardFile {
  public enum Format: String, CaseIterable, Sendable {
    /// Decided by the content: a line `BEGIN:VCARD` near the beginning makes it vCards.
    case auto
    case vcard, csv
  }

  /// Reads the contacts of a file in their order; cards inside of a card follow it.
  ///
  /// What can't be read is given to `failed`, and the rest goes on, unless the error's reason says otherwise.
  /// - Parameters:
  ///   - bytes: the whole file, at most `CardLimits.file` bytes.
  ///   - charset: of tables, and of vCards that state none, where the text is not UTF-8; by default windows-1254.
  ///     Files in UTF-16 are known by their byte order mark.
  /// - Throws: only what `found` and `failed` throw, which ends the reading.
  public static func read(
    _ bytes: [UInt8], format: Format = .auto, charset: String? = nil,
    found: (ContactCard) throws -> Void, failed: (CardError) throws -> Void
  ) throws {
    if bytes.count > CardLimits.file {
      try failed(
        CardError(
          code: .fileTooLarge, offset: 0, line: 1,
          reason: "the file is larger than \(CardLimits.file >> 20) MiB; divide it and read the parts"))
      return
    }
    let file = CardFileText(bytes, charset: charset)
    guard file.bytes[file.start...].contains(where: { !$0.isWhite && $0 != 0 }) else {
      try failed(CardError(code: .empty, offset: 0, line: 1, reason: "there is nothing in the file"))
      return
    }
    var places = file.places
    func take(_ result: Result<ContactCard, CardError>) throws {
      switch result {
      case .success(var card):
        card.offset = places.offset(of: card.offset)
        try found(card)
      case .failure(var error):
        error.offset = places.offset(of: error.offset)
        try failed(error)
      }
    }
    if format == .vcard || (format == .auto && isVCard(file)) {
      var reader = VCardReader(file.bytes, from: file.start, charset: CardCharset(fallback: file.charset))
      try reader.read(take)
    } else {
      // A table has one charset; where it is stated and not UTF-8, no field of it is UTF-8.
      let isStrict = file.charset != nil && String(validating: file.bytes, as: UTF8.self) == nil
      let charset = CardCharset(fallback: file.charset, isStrict: isStrict)
      try CSVReader(bytes: file.bytes, charset: charset, start: file.start).read(take)
    }
  }

  /// How far a line `BEGIN:VCARD` is looked for: remarks before it are short.
  private static let lookAhead = 64 << 10

  private static func isVCard(_ file: CardFileText) -> Bool {
    var lines = VCardLines(Array(file.bytes[file.start...].prefix(lookAhead)))
    while let line = lines.next() {
      if line.says("begin:vcard") { return true }
    }
    return false
  }
}
