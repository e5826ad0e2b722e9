/// One field of the machine-readable part of a report (RFC 3464 §2.1, RFC 8098 §3.1, RFC 5965 §3.1).
public struct ReportField: Sendable, Hashable {
  /// As written, without the colon.
  public let name: String

  /// Unfolded, with encoded words decoded.
  public let value: String

  /// Whether the name is the lower-case `text` in any mixture of cases.
  func isNamed(_ text: StaticString) -> Bool {
    guard name.utf8.count == text.utf8CodeUnitCount else { return false }
    for (i, byte) in name.utf8.enumerated() where ASCII.lower(byte) != text.utf8Start[i] { return false }
    return true
  }
}

extension Array where Element == ReportField {
  /// The value of the first field with a name, given in lower case, that is not blank: systems write fields that they
  /// have nothing for.
  func value(_ name: StaticString) -> String? {
    first { $0.isNamed(name) && !$0.value.isEmpty }?.value
  }

  func values(_ name: StaticString) -> [String] {
    compactMap { $0.isNamed(name) && !$0.value.isEmpty ? $0.value : nil }
  }

  func date(_ name: StaticString) -> MailDate? { value(name).flatMap(ReportValue.date) }

  func address(_ name: StaticString) -> ReportAddress? { value(name).flatMap { ReportAddress($0) } }

  func agent(_ name: StaticString) -> MTAName? { value(name).flatMap { MTAName($0) } }
}
