import PhoneNumbers

/// What looks like a telephone number and is none. It is kept as it is written, and this is said.
enum NumberDefects {
  /// Defects of one record at most.
  static let most = 20
  /// Digits of the longest short codes in use; a text of more that are nothing but digits was meant as a number.
  private static let shortCode = 8
  /// Characters of a number that a defect shows.
  private static let shown = 60

  /// Short codes, names of senders and mail addresses are no numbers and have no defect.
  static func of(_ participants: [FoundRecord.Participant], region: String?) -> [String] {
    var defects: [String] = []
    for participant in participants where defects.count < most {
      let text = participant.identity
      guard isMeantAsNumber(text) else { continue }
      do throws(PhoneNumberError) {
        _ = try PhoneNumber(text, region: region)
      } catch {
        let beginning = text.count > shown ? text.prefix(shown) + "…" : text[...]
        let defect = "“\(beginning)”: \(error); it was kept as it is written"
        if !defects.contains(defect) { defects.append(defect) }
      }
    }
    return defects
  }

  private static func isMeantAsNumber(_ text: String) -> Bool {
    var digits = 0
    for byte in text.utf8 {
      if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        digits += 1
      } else if !" +-()./".utf8.contains(byte) {
        return false
      }
    }
    return digits > shortCode || (digits > 0 && text.hasPrefix("+"))
  }
}
