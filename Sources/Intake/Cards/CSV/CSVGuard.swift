/// Keeps programs for spreadsheets from taking text for a formula, which could fetch or send something.
enum CSVGuard {
  private static let mark = UInt8(ascii: "'")

  /// Text that begins like a formula gets an apostrophe before it, and so does text that looks as if it had got one.
  static func added(to text: String) -> String {
    isFormula(text) && !isNumber(text) ? "'" + text : text
  }

  static func removed(from text: String) -> String {
    text.utf8.first == mark && isFormula(text) ? String(Substring(text.utf8.dropFirst())) : text
  }

  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.utf8.first(where: { $0 != mark }) else { return false }
    return [UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D].contains(first)
  }

  /// A telephone number of the whole world: no program makes anything but a number of it.
  private static func isNumber(_ text: String) -> Bool {
    guard text.utf8.first == UInt8(ascii: "+"), text.utf8.count > 1 else { return false }
    return text.utf8.dropFirst().allSatisfy { byte in
      byte &- 0x30 < 10 || byte == 0x20 || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
    }
  }
}
