/// What a status response says for the program: `[UIDVALIDITY 7]` (RFC 3501 §7.1, RFC 5530, RFC 7162 §7, RFC 4315,
/// RFC 5465).
public enum IMAPResponseCode: Sendable, Hashable {
  /// The text must be shown to a person.
  case alert
  case capability(IMAPCapabilities)
  case permanentFlags(IMAPFlags)
  case readOnly, readWrite
  case uidValidity(IMAPUIDValidity)
  case uidNext(IMAPUID)
  case unseen(UInt32)
  case highestModSeq(UInt64)
  /// The mailbox keeps no modification sequence.
  case noModSeq
  case modified(IMAPUIDSet)
  /// UIDs of the mailbox do not last.
  case uidNotSticky
  case appendUID(IMAPUIDValidity, IMAPUIDSet)
  /// The mailbox that was open is closed, what follows is about the next one.
  case closed
  case tryCreate, nonExistent
  case authenticationFailed, authorizationFailed, expired, privacyRequired, contactAdministrator, noPermission
  case unavailable, inUse, serverBug, clientBug, cannot, corruption, limit, overQuota
  /// The server gave up telling of changes: NOTIFY has to be given anew.
  case notificationOverflow
  /// Any other, its name in capitals, or one whose argument is none.
  case other(name: String, argument: String)

  private static let plain: [(StaticString, IMAPResponseCode)] = [
    ("ALERT", .alert), ("READ-ONLY", .readOnly), ("READ-WRITE", .readWrite), ("NOMODSEQ", .noModSeq),
    ("UIDNOTSTICKY", .uidNotSticky), ("CLOSED", .closed), ("TRYCREATE", .tryCreate), ("NONEXISTENT", .nonExistent),
    ("AUTHENTICATIONFAILED", .authenticationFailed), ("AUTHORIZATIONFAILED", .authorizationFailed),
    ("EXPIRED", .expired), ("PRIVACYREQUIRED", .privacyRequired), ("CONTACTADMIN", .contactAdministrator),
    ("NOPERM", .noPermission), ("UNAVAILABLE", .unavailable), ("INUSE", .inUse), ("SERVERBUG", .serverBug),
    ("CLIENTBUG", .clientBug), ("CANNOT", .cannot), ("CORRUPTION", .corruption), ("LIMIT", .limit),
    ("OVERQUOTA", .overQuota), ("NOTIFICATIONOVERFLOW", .notificationOverflow),
  ]

  /// Takes a code if one comes next. Brackets that are no code are left to the text: a person wrote it.
  init?(_ cursor: inout ResponseCursor) {
    guard cursor.peek == UInt8(ascii: "[") else { return nil }
    let rest = cursor.rest
    // A closing bracket may stand in a quoted string; no code that is known has one.
    guard let end = rest.firstIndex(of: UInt8(ascii: "]")), end > 1 else { return nil }
    let inside = UnsafeRawBufferPointer(rebasing: rest[1..<end])
    cursor.move(to: cursor.place + end + 1)

    var code = ResponseCursor(inside, limits: cursor.limits)
    let name = code.token()
    code.skipSpaces()
    if code.isAtEnd, let found = Self.plain.first(where: { name.equals($0.0) }) {
      self = found.1
      return
    }
    let argument = String(decoding: code.rest, as: UTF8.self)
    if case .success(let known?) = Result(catching: { () throws(IMAPError) in try Self.known(name, &code) }) {
      self = known
    } else {
      self = .other(name: name.capitals, argument: argument)
    }
  }

  private static func known(
    _ name: UnsafeRawBufferPointer, _ code: inout ResponseCursor
  ) throws(IMAPError) -> IMAPResponseCode? {
    if name.equals("CAPABILITY") { return .capability(try IMAPCapabilities(&code)) }
    if name.equals("PERMANENTFLAGS") { return .permanentFlags(try IMAPFlags(&code)) }
    if name.equals("UIDVALIDITY") { return IMAPUIDValidity(try code.number32()).map { .uidValidity($0) } }
    if name.equals("UIDNEXT") { return .uidNext(try code.uid()) }
    if name.equals("UNSEEN") { return .unseen(try code.number32()) }
    if name.equals("HIGHESTMODSEQ") {
      let value = try code.number()
      // Servers from before RFC 7162 say 0 for none.
      return value == 0 ? .noModSeq : .highestModSeq(value)
    }
    if name.equals("MODIFIED") { return .modified(try code.uidSet()) }
    if name.equals("APPENDUID") {
      guard let validity = IMAPUIDValidity(try code.number32()) else { return nil }
      code.skipSpaces()
      return .appendUID(validity, try code.uidSet())
    }
    return nil
  }
}
