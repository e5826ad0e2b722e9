/// A status response, or the end of a command (RFC 3501 §7.1).
public struct IMAPStatus: Sendable, Hashable {
  public enum Condition: Sendable, Hashable {
    case ok, no, bad
    /// Only as a greeting: already logged in.
    case preauthenticated
    case bye
  }

  public let condition: Condition
  public let code: IMAPResponseCode?
  /// For a person to read; in whichever language the server speaks. No part of a decision.
  public let text: String

  public init(_ condition: Condition, code: IMAPResponseCode? = nil, text: String = "") {
    self.condition = condition
    self.code = code
    self.text = text
  }

  /// - Parameter cursor: behind the condition.
  init(_ condition: Condition, _ cursor: inout ResponseCursor) {
    cursor.skipSpaces()
    code = IMAPResponseCode(&cursor)
    cursor.skipSpaces()
    self.condition = condition
    text = String(decoding: cursor.rest, as: UTF8.self)
    cursor.move(to: cursor.bytes.count)
  }
}

extension IMAPStatus.Condition {
  init?(_ word: UnsafeRawBufferPointer) {
    if word.equals("OK") {
      self = .ok
    } else if word.equals("NO") {
      self = .no
    } else if word.equals("BAD") {
      self = .bad
    } else if word.equals("BYE") {
      self = .bye
    } else if word.equals("PREAUTH") {
      self = .preauthenticated
    } else {
      return nil
    }
  }
}
