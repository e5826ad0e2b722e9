import Testing

/// Where we read a message of the corpus otherwise than its golden, on purpose.
enum GoldenDifferences {
  struct Difference: Sendable, CustomTestStringConvertible {
    let message: String
    let aspect: String
    let reason: String
    var testDescription: String { "\(message) \(aspect)" }
  }

  static func reason(_ message: String, _ aspect: String) -> String? {
    all.first { $0.message == message && $0.aspect == aspect }?.reason
  }

  private static let unclosed =
    "a body part whose multipart lacks its closing delimiter is still a body part (RFC 2046 §5.1.2 foresees it); the golden makes it an attachment"
  private static let outer =
    "outer boundaries are looked for at every level of inner nesting (RFC 2046 §5.1.2); the golden reads on over them"
  private static let firstField =
    "of two Content-Type fields the first counts, as for every field that may stand once (RFC 5322 §3.6)"
  private static let damaged =
    "a fuzzed message: a line that is no field starts the body (RFC 5322 §2.1), the golden skips it"

  static let all: [Difference] = [
    Difference(
      message: "malformed/001", aspect: "text",
      reason:
        "the delimiter line equals the outer boundary and only starts with the inner one: the whole line decides (RFC 2046 §5.1.1)"
    ),
    Difference(message: "malformed/001", aspect: "attachments", reason: unclosed),
    Difference(
      message: "malformed/002", aspect: "text",
      reason:
        "a multipart without any delimiter has no part that could be attached (RFC 2046 §5.1.1): its body is read as text"
    ),
    Difference(message: "malformed/002", aspect: "attachments", reason: "as its text"),
    Difference(message: "malformed/003", aspect: "text", reason: unclosed),
    Difference(message: "malformed/003", aspect: "attachments", reason: unclosed),
    Difference(message: "malformed/004", aspect: "text", reason: unclosed),
    Difference(message: "malformed/004", aspect: "attachments", reason: unclosed),
    Difference(message: "malformed/006", aspect: "text", reason: unclosed),
    Difference(message: "malformed/006", aspect: "attachments", reason: unclosed),
    Difference(
      message: "malformed/007", aspect: "attachments",
      reason:
        "`--ab--` closes the inner multipart (RFC 2046 §5.1.1); the golden takes it for a delimiter of boundary `a`"),
    Difference(message: "malformed/008", aspect: "html", reason: outer),
    Difference(message: "malformed/008", aspect: "attachments", reason: outer),
    Difference(message: "malformed/009", aspect: "text", reason: outer),
    Difference(message: "malformed/009", aspect: "attachments", reason: outer),
    Difference(message: "malformed/011", aspect: "text", reason: outer),
    Difference(message: "malformed/011", aspect: "attachments", reason: outer),
    Difference(message: "malformed/012", aspect: "attachments", reason: outer),
    Difference(message: "malformed/016", aspect: "text", reason: outer),
    Difference(message: "malformed/016", aspect: "attachments", reason: outer),
    Difference(
      message: "malformed/017", aspect: "attachments",
      reason: "the file name is read although the disposition before it is missing (RFC 2183 §2)"),
    Difference(
      message: "malformed/019", aspect: "date",
      reason: "there is no zone in it: unknown, written as Z (RFC 5322 §3.3 on -0000), where the golden has +00:00"),
    Difference(message: "malformed/019", aspect: "text", reason: damaged),
    Difference(
      message: "malformed/019", aspect: "html",
      reason:
        "one byte 0xFE in text labelled us-ascii, which forbids it (RFC 2046 §4.1.2): guessed as Turkish ş, in the golden Icelandic þ"
    ),
    Difference(message: "malformed/020", aspect: "text", reason: firstField),
    Difference(message: "malformed/020", aspect: "html", reason: firstField),
    Difference(message: "malformed/021", aspect: "text", reason: firstField),
    Difference(message: "malformed/021", aspect: "html", reason: firstField),
    Difference(
      message: "thirdparty/002", aspect: "text",
      reason:
        "the padding ends base64 data (RFC 2045 §6.8): a footer behind it is not decoded; what is no base64 stays body text"
    ),
    Difference(message: "thirdparty/002", aspect: "attachments", reason: "as its text"),
    Difference(
      message: "thirdparty/005", aspect: "text",
      reason: "a delimiter stands at the start of a line (RFC 2046 §5.1.1); and CRLF in UTF-16 is not two characters"),
    Difference(message: "thirdparty/015", aspect: "attachments", reason: outer),
  ]
}
