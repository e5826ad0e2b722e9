/// RTF as messages hold it: an LZ77 of its own, whose window starts filled with what RTF documents start with
/// (MS-OXRTFCP).
enum CompressedRTF {
  private static let compressed: UInt32 = 0x7546_5A4C  // LZFu
  private static let uncompressed: UInt32 = 0x414C_454D  // MELA
  private static let headerBytes = 16
  private static let windowBytes = 4_096

  /// The start of the window (MS-OXRTFCP §2.1, the dictionary).
  private static let initialWindow: StaticString = """
    {\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
    \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\
    \\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx
    """

  /// - Parameter limit: bytes of RTF to be made at most.
  static func decompress(_ view: ByteView, limit: Int) -> (bytes: [UInt8], defects: [MailDefect.Kind]) {
    var header = StreamReader(view, 0..<view.count)
    guard let compressedSize = header.uint32(), let rawSize = header.uint32(), let kind = header.uint32(),
      let checksum = header.uint32(), kind == compressed || kind == uncompressed
    else { return ([], [.damagedRTF]) }
    var defects: [MailDefect.Kind] = []
    // The size counts the header's other twelve bytes.
    let stated = Int(compressedSize) + 4
    if stated > view.count || stated < headerBytes { defects.append(.damagedRTF) }
    let contents = view[headerBytes..<max(headerBytes, min(stated, view.count))]
    if kind == uncompressed {
      let size = min(contents.count, Int(rawSize))
      if size > limit { defects.append(.rtfTooLarge) }
      return (contents[0..<min(size, limit)].array, defects)
    }
    var sum = CRC32.compressedRTF
    sum.add(contents)
    if sum.value != checksum { defects.append(.wrongRTFChecksum) }
    var (bytes, isEnded) = expand(contents, limit: limit)
    if bytes.count > limit {
      bytes.removeLast(bytes.count - limit)
      defects.append(.rtfTooLarge)
    } else if bytes.count < Int(rawSize), !isEnded, !defects.contains(.damagedRTF) {
      defects.append(.damagedRTF)
    }
    return (bytes, defects)
  }

  /// Expands runs of eight tokens (MS-OXRTFCP, decompression); stops behind the limit.
  private static func expand(_ contents: ByteView, limit: Int) -> (bytes: [UInt8], isEnded: Bool) {
    var window = [UInt8](repeating: ASCII.space, count: windowBytes)
    let start = UnsafeRawBufferPointer(start: initialWindow.utf8Start, count: initialWindow.utf8CodeUnitCount)
    window.replaceSubrange(0..<start.count, with: start)
    var write = start.count
    var output: [UInt8] = []
    output.reserveCapacity(min(limit, contents.count * 3))
    var at = 0
    func put(_ byte: UInt8) {
      output.append(byte)
      window[write] = byte
      write = (write + 1) % windowBytes
    }
    while at < contents.count {
      let control = contents[at]
      at += 1
      for bit in 0..<8 {
        guard output.count <= limit else { return (output, false) }
        if control & (1 << UInt8(bit)) == 0 {
          guard at < contents.count else { return (output, false) }
          put(contents[at])
          at += 1
        } else {
          guard at + 1 < contents.count else { return (output, false) }
          let token = Int(contents[at]) << 8 | Int(contents[at + 1])
          at += 2
          let offset = token >> 4
          // A reference to where the next byte will be written ends the data.
          if offset == write { return (output, true) }
          for index in 0..<((token & 15) + 2) { put(window[(offset + index) % windowBytes]) }
        }
      }
    }
    return (output, false)
  }
}
