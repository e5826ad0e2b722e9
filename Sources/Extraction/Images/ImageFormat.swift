/// Formats of images that pages are recognised in.
enum ImageFormat: String, Sendable, Equatable {
  case png, jpeg, gif, tiff, bmp, webp

  static func of(_ bytes: [UInt8]) -> ImageFormat? {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]) { return .png }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
    if bytes.starts(with: "GIF8".utf8) { return .gif }
    if bytes.starts(with: [0x49, 0x49, 0x2A, 0]) || bytes.starts(with: [0x4D, 0x4D, 0, 0x2A]) { return .tiff }
    // Four reserved zeros behind the size set it apart from text that begins with BM.
    if bytes.starts(with: "BM".utf8), bytes.count > 26, bytes[6..<10].allSatisfy({ $0 == 0 }) { return .bmp }
    if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) { return .webp }
    return nil
  }

  /// Width and height in pixels, as the header states them; `nil` where this does not read it.
  func size(of bytes: [UInt8]) -> (width: Int, height: Int)? {
    let fields = ByteFields(bytes)
    switch self {
    case .png:
      guard let width = fields.big32(16), let height = fields.big32(20) else { return nil }
      return (width, height)
    case .gif:
      guard let width = fields.little16(6), let height = fields.little16(8) else { return nil }
      return (width, height)
    case .bmp:
      guard let width = fields.little32(18), let height = fields.little32(22) else { return nil }
      // A negative height stands for rows from the top.
      return (width, abs(Int(Int32(truncatingIfNeeded: height))))
    case .jpeg: return Self.jpegSize(fields)
    case .tiff, .webp: return nil
    }
  }

  /// The frame header (SOFn) behind any number of segments (ITU T.81, B.1.1).
  private static func jpegSize(_ fields: ByteFields) -> (width: Int, height: Int)? {
    var at = 2
    while let marker = fields.big16(at), marker >> 8 == 0xFF {
      let code = marker & 0xFF
      if code == 0xFF {
        at += 1
        continue
      }
      if (0xC0...0xCF).contains(code), ![0xC4, 0xC8, 0xCC].contains(code) {
        guard let height = fields.big16(at + 5), let width = fields.big16(at + 7) else { return nil }
        return (width, height)
      }
      guard let length = fields.big16(at + 2), length >= 2 else { return nil }
      at += 2 + length
    }
    return nil
  }
}
