/// `text/plain; format=flowed` (RFC 3676 §4): lines that end in a space go on in the next one.
enum FlowedText {
  static func joined(_ text: String, deletesSpace: Bool) -> String {
    var text = text
    let output: [UInt8] = text.withUTF8 { buffer in
      let view = ByteView(UnsafeRawBufferPointer(buffer))
      var output: [UInt8] = []
      output.reserveCapacity(view.count)
      var openDepth = -1  // quote depth of a paragraph that goes on, or -1
      var at = 0
      while at < view.count {
        let lineEnd = view.index(of: ASCII.lineFeed, from: at, to: view.count)
        appendLine(view[at..<lineEnd], to: &output, openDepth: &openDepth, deletesSpace: deletesSpace)
        if openDepth < 0, lineEnd < view.count { output.append(ASCII.lineFeed) }
        at = lineEnd + 1
      }
      if openDepth >= 0 { output.append(ASCII.lineFeed) }
      return output
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func appendLine(
    _ line: ByteView, to output: inout [UInt8], openDepth: inout Int, deletesSpace: Bool
  ) {
    var depth = 0
    while depth < line.count, line[depth] == UInt8(ascii: ">") { depth += 1 }
    var start = depth
    if start < line.count, line[start] == ASCII.space { start += 1 }  // stuffed, §4.4
    let content = line[start..<line.count]
    // A signature separator is never flowed, and a change of depth ends a paragraph (§4.3, §4.5).
    let isSignature = content.count == 3 && content.hasBytes("-- ", at: 0)
    if openDepth >= 0, openDepth != depth || isSignature {
      output.append(ASCII.lineFeed)
      openDepth = -1
    }
    if openDepth < 0, depth > 0 {
      output.append(line[0..<depth])
      if !content.isEmpty { output.append(ASCII.space) }
    }
    let isFlowed = !isSignature && !content.isEmpty && content[content.count - 1] == ASCII.space
    output.append(isFlowed && deletesSpace ? content[0..<(content.count - 1)] : content)
    openDepth = isFlowed ? depth : -1
  }
}
