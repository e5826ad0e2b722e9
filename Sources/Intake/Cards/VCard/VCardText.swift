import MailFormat

/// The texts of a property's value.
struct VCardText {
  let property: VCardProperty
  let version: VCardVersion
  let charset: CardCharset
  /// What was odd.
  private(set) var defects: [String] = []

  init(_ property: VCardProperty, _ version: VCardVersion, _ charset: CardCharset) {
    self.property = property
    self.version = version
    self.charset = charset
  }

  /// The value as one text.
  mutating func whole() -> String { isTooLong ? "" : finished(Array(decoded(property.value).utf8)) }

  /// The components that semicolons divide, each with its entries that commas divide.
  mutating func components() -> [[String]] {
    divided(at: [UInt8(ascii: ";")]).map { component in
      VCardValue.split(component, at: [UInt8(ascii: ",")]).map(finished)
    }
  }

  /// The components, in which commas are text.
  mutating func plainComponents() -> [String] { divided(at: [UInt8(ascii: ";")]).map(finished) }

  /// The entries that commas divide; in vCard 2.1 semicolons do too.
  mutating func entries() -> [String] {
    divided(at: version == .old ? [UInt8(ascii: ","), UInt8(ascii: ";")] : [UInt8(ascii: ",")]).map(finished)
  }

  /// Pieces in UTF-8, their backslashes still in them.
  private mutating func divided(at separators: [UInt8]) -> [[UInt8]] {
    guard isTooLong == false else { return [] }
    // In quoted-printable the separators of the value stand as they are, and those of the text are often encoded; else
    // a byte that looks like one may be half of a character of another charset.
    if property.isQuotedPrintable {
      return VCardValue.split(property.value, at: separators).map { Array(decoded($0).utf8) }
    }
    return VCardValue.split(Array(decoded(property.value).utf8), at: separators)
  }

  private var isTooLong: Bool {
    mutating get {
      guard property.value.count > CardLimits.field else { return false }
      defects.append("\(property.name) is longer than \(CardLimits.field >> 20) MiB; it was left out")
      return true
    }
  }

  private mutating func decoded(_ bytes: [UInt8]) -> String {
    var bytes = bytes
    if property.isQuotedPrintable { bytes = QuotedPrintable.decode(bytes) }
    if property.isBase64, let plain = Base64.decode(bytes) { bytes = plain }
    let (text, defect) = charset.text(bytes, stated: property.charset)
    if let defect { defects.append("\(property.name): \(defect)") }
    return text
  }

  private func finished(_ utf8: [UInt8]) -> String {
    let hasLineEnds = version == .current || !property.isQuotedPrintable
    return String(decoding: VCardValue.unescaped(utf8, hasLineEnds: hasLineEnds), as: UTF8.self).withPlainLineEnds
  }
}
