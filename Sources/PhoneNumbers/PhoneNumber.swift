import CPhoneNumber

/// A telephone or fax number, compared in E.164 (ITU-T E.164) and shown as its country writes it.
public struct PhoneNumber: Sendable, Hashable, CustomStringConvertible {
  /// Longest text that is looked at, in bytes; people write no longer numbers, with extensions and all.
  public static let longestText = 250

  /// `+` and at most 15 digits.
  public let e164: String
  /// As it is dialled from abroad: `+90 232 555 01 10`.
  public let international: String
  /// As it is written within its country: `(0232) 555 01 10`.
  public let national: String
  /// ISO 3166-1 alpha-2; nil for country codes of no single country.
  public let region: String?
  /// Whether the numbering plan of the country has such a number; a number of a right length counts as one all the
  /// same, since plans grow.
  public let isInPlan: Bool

  /// Reads a number as people write it.
  ///
  /// - Parameter region: the country whose number it is where the country code is missing, ISO 3166-1 alpha-2.
  /// - Throws: why it is none.
  public init(_ text: some StringProtocol, region: String? = nil) throws(PhoneNumberError) {
    var text = String(text)
    guard text.utf8.count <= Self.longestText else { throw .tooLong }
    var number = cphone_number()
    let outcome = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        guard let start = characters.baseAddress else { return Int32(CPHONE_NO_NUMBER) }
        return cphone_parse(start, Int64(characters.count), region ?? "", &number)
      }
    }
    switch Int(outcome) {
    case Int(CPHONE_VALID), Int(CPHONE_POSSIBLE): break
    case Int(CPHONE_UNKNOWN_REGION): throw region == nil && !text.contains("+") ? .unknownCountry : .noNumber
    case Int(CPHONE_TOO_SHORT): throw .tooShort
    case Int(CPHONE_TOO_LONG): throw .tooLong
    default: throw .noNumber
    }
    e164 = Self.text(&number.e164)
    international = Self.text(&number.international)
    national = Self.text(&number.national)
    let country = Self.text(&number.region)
    // The library calls the world 001.
    self.region = country.isEmpty || country == "001" ? nil : country
    isInPlan = outcome == CPHONE_VALID
  }

  /// The text of a fixed-size C array that ends with a zero.
  private static func text<Characters>(_ characters: inout Characters) -> String {
    withUnsafeBytes(of: &characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  /// Whether the numbering plans know a country of this code (ISO 3166-1 alpha-2).
  public static func knows(region: String) -> Bool { cphone_knows_region(region) != 0 }

  /// The code that numbers of a country begin with after the plus: 90 for TR; nil for a country that is not known.
  public static func countryCode(of region: String) -> Int? {
    let code = cphone_country_code(region)
    return code > 0 ? Int(code) : nil
  }

  public var description: String { e164 }

  public static func == (a: PhoneNumber, b: PhoneNumber) -> Bool { a.e164 == b.e164 }
  public func hash(into hasher: inout Hasher) { hasher.combine(e164) }
}

/// Why a text is no telephone number; continues a sentence that begins with it.
public enum PhoneNumberError: String, Error, Sendable, CustomStringConvertible {
  case noNumber = "it is no telephone number"
  case unknownCountry = "it lacks a country code such as +90"
  case tooShort = "it is too short for a telephone number"
  case tooLong = "it is too long for a telephone number"

  public var description: String { rawValue }
}
