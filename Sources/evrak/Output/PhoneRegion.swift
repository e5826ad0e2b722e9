import PhoneNumbers
import Views

/// Countries of telephone numbers.
enum PhoneRegion {
  static func isKnown(_ code: String) -> Bool { PhoneNumber.knows(region: code) }

  /// Nil for what is no number with a country code.
  static func of(_ account: String) -> String? {
    account.hasPrefix("+") ? (try? PhoneNumber(account))?.region : nil
  }
}

/// A number as a user types it.
func number(_ text: String, region: String?) throws -> PhoneNumber {
  do {
    return try PhoneNumber(text, region: region)
  } catch {
    let hint = error == .unknownCountry ? ", or name the country with --region" : ""
    throw Failure(status: Failure.usage, message: "\(printable(text)) can't be used: \(error)\(hint).")
  }
}

/// An account as a user types it: a mail address of ours, or a number, in the form in which the log names it.
func accountName(_ text: String, region: String?) throws -> String {
  if text.contains("@") {
    guard !text.contains(where: { "<>\"'(),;".contains($0) || $0.isWhitespace }),
      let key = IdentityKey(mailAddress: text)
    else {
      throw Failure(
        status: Failure.usage, message: "\(printable(text)) is no mail address, which has the form name@domain.")
    }
    return key.value
  }
  return try number(text, region: region).e164
}
