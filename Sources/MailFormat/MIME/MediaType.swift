/// The type of a part, `text/plain` and the like, in lower case (RFC 2045 §5.1).
public struct MediaType: Sendable, Hashable, CustomStringConvertible {
  /// Type and subtype with the slash between them.
  public let essence: String

  init(essence: String) { self.essence = essence }

  /// What a part without a readable type is (RFC 2045 §5.2).
  public static let textPlain = MediaType(essence: "text/plain")
  public static let textHTML = MediaType(essence: "text/html")
  public static let message = MediaType(essence: "message/rfc822")

  public var description: String { essence }

  public var isText: Bool { essence.hasASCIIPrefix("text/") }
  public var isMultipart: Bool { essence.hasASCIIPrefix("multipart/") }
  /// A message inside a message: `message/rfc822`, or `message/global` of RFC 6532.
  public var isMessage: Bool { self == .message || essence == "message/global" }
  /// What mail programs show within the text (RFC 8621 §4.1.4).
  public var isInlineMedia: Bool {
    essence.hasASCIIPrefix("image/") || essence.hasASCIIPrefix("audio/") || essence.hasASCIIPrefix("video/")
  }

  /// Reads the type at the start of a `Content-Type` value; nil when there is none of the form `type/subtype`.
  static func read(_ value: ByteView) -> MediaType? {
    let view = value.trimmed
    var end = 0
    var slash = -1
    while end < view.count {
      let byte = view[end]
      if byte == UInt8(ascii: "/"), slash < 0 {
        slash = end
      } else if !ASCII.isToken(byte) {
        break
      }
      end += 1
    }
    guard slash > 0, end > slash + 1, end <= 255 else { return nil }
    return common(view[0..<end])
      ?? MediaType(essence: String(decoding: view[0..<end].array.map(ASCII.lower), as: UTF8.self))
  }

  /// The types that nearly all parts have, without building a string.
  private static func common(_ name: ByteView) -> MediaType? {
    if name.equals(ignoringCase: "text/plain") { return .textPlain }
    if name.equals(ignoringCase: "text/html") { return .textHTML }
    if name.equals(ignoringCase: "multipart/mixed") { return mixed }
    if name.equals(ignoringCase: "multipart/alternative") { return alternative }
    if name.equals(ignoringCase: "multipart/related") { return related }
    if name.equals(ignoringCase: "multipart/signed") { return signed }
    if name.equals(ignoringCase: "message/rfc822") { return .message }
    return nil
  }

  static let mixed = MediaType(essence: "multipart/mixed")
  static let alternative = MediaType(essence: "multipart/alternative")
  static let related = MediaType(essence: "multipart/related")
  static let signed = MediaType(essence: "multipart/signed")
  static let digest = MediaType(essence: "multipart/digest")
}

extension String {
  func hasASCIIPrefix(_ prefix: StaticString) -> Bool {
    let length = prefix.utf8CodeUnitCount
    var index = 0
    for byte in utf8 {
      if index == length { return true }
      if byte != prefix.utf8Start[index] { return false }
      index += 1
    }
    return index == length
  }
}
