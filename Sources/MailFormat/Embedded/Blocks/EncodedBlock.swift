/// A file written as lines of text: where it stands in a body, and how it is read.
struct EncodedBlock: Sendable, Hashable {
  let encoding: EmbeddedFile.Encoding
  /// From the first line to the last, without the last line's end.
  var range: Range<Int>
  /// The name as written, still in the charset of the body.
  var name: Range<Int>
  /// The lines between the first and the last.
  var data: Range<Int>
  /// Decoded bytes.
  var size: Int
  /// The name is itself base64 (uuencode -e of GNU sharutils).
  var isNameEncoded = false
  /// The closing line is missing.
  var isTruncated = false
  /// The size stated is not the size found.
  var hasWrongSize = false
  var hasWrongChecksum = false
  var portion: Range<Int>?

  var defects: [MailDefect.Kind] {
    var found: [MailDefect.Kind] = []
    if isTruncated { found.append(.truncatedEmbeddedFile) }
    if hasWrongSize { found.append(.wrongEmbeddedSize) }
    if hasWrongChecksum { found.append(.wrongEmbeddedChecksum) }
    return found
  }

  /// The decoded bytes, from the body that the block was found in.
  func decoded(from body: ByteView) -> [UInt8] {
    guard data.upperBound <= body.count else { return [] }
    switch encoding {
    case .uuencode: return UUEncoding.decode(body[data], size: size)
    case .uuencodeBase64: return Base64.decode(body[data]).bytes
    case .yEnc: return YEnc.decode(body[data], size: size)
    case .tnef, .compressedRTF: return []
    }
  }

  /// The bytes of the name, decoded where they are base64.
  func nameBytes(in body: ByteView) -> [UInt8] {
    guard name.upperBound <= body.count else { return [] }
    return isNameEncoded ? Base64.decode(body[name]).bytes : body[name].array
  }
}
