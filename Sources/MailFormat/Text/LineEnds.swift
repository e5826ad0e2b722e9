/// Line ends of decoded text.
enum LineEnds {
  /// CRLF becomes LF; a lone CR stays, as it is content.
  static func normalised(_ text: String) -> String {
    var text = text
    let replaced: [UInt8]? = text.withUTF8 { buffer in
      let view = ByteView(UnsafeRawBufferPointer(buffer))
      let first = view.index(of: ASCII.carriageReturn, ASCII.lineFeed, from: 0)
      guard first < view.count else { return nil }
      var output: [UInt8] = []
      output.reserveCapacity(view.count)
      var at = 0
      var next = first
      while next < view.count {
        output.append(view[at..<next])
        at = next + 1
        next = view.index(of: ASCII.carriageReturn, ASCII.lineFeed, from: at)
      }
      output.append(view[at..<view.count])
      return output
    }
    return replaced.map { String(decoding: $0, as: UTF8.self) } ?? text
  }
}
