extension MailAttachment {
  /// The files and messages inside a TNEF attachment (`winmail.dat`); empty for any other. Decodes and reads the
  /// attachment each time.
  public var unpacked: [EmbeddedFile] { mayBeTNEF ? unpacked(from: decoded()) : [] }

  /// The same for bytes that `decoded` gave before.
  public func unpacked(from bytes: [UInt8]) -> [EmbeddedFile] {
    guard let archive = tnefArchive(from: bytes) else { return [] }
    return archive.files.map { file in
      var file = file
      file.part = number
      return file
    }
  }

  /// The TNEF stream in the attachment; nil for any other attachment.
  public var tnefArchive: TNEFArchive? { mayBeTNEF ? tnefArchive(from: decoded()) : nil }

  private func tnefArchive(from bytes: [UInt8]) -> TNEFArchive? {
    mayBeTNEF ? TNEFArchive.read(bytes, limits: part.limits) : nil
  }

  private var mayBeTNEF: Bool { part.mayBeTNEF }
}

extension MailPart {
  /// Whether type or name is one that TNEF streams travel under; the signature decides.
  var mayBeTNEF: Bool {
    guard isLeaf, type != .textPlain, type != .textHTML else { return false }
    return type.essence == "application/ms-tnef" || type.essence == "application/vnd.ms-tnef"
      || fileName?.lowercasedASCII == "winmail.dat"
  }
}

extension MailMessage {
  /// Files that the plain text of the message carries as encoded lines (uuencode, yEnc), in order of appearance. Reads the
  /// text each time; the files are decoded when asked for.
  ///
  /// `text` keeps the lines as they are; `readableText` has one line in their place.
  public var embeddedFiles: [EmbeddedFile] {
    var found: [EmbeddedFile] = []
    for part in BodySelection(of: root).text where part.type == .textPlain {
      found += part.embeddedFiles(limit: part.limits.maximumEmbeddedFiles - found.count).files
    }
    return found
  }
}

extension MailPart {
  /// The encoded files in the body, whatever its type, and whether there were more than the limit allows.
  func embeddedFiles(limit: Int) -> (files: [EmbeddedFile], isTruncated: Bool) {
    // Nearly every text has none: that is found without a copy.
    guard mayHoldEncodedLines else { return ([], false) }
    let body = decoded()
    return body.withByteView { view in
      let (blocks, isTruncated) = BlockScanner(view, limit: limit).blocks()
      let label = charsetLabel
      let files = blocks.map { block in
        EmbeddedFile(
          name: Self.text(block.nameBytes(in: view), label: label), encoding: block.encoding, part: number,
          range: block.range, portion: block.portion, defects: block.defects,
          content: .encoded(lines: block, source: body))
      }
      return (files, isTruncated)
    }
  }

  /// The body as text, with a line `[name, N bytes]` in the place of each encoded file; the same as `decodedText` where
  /// there is none.
  func decodedTextWithoutEmbeddedFiles() -> DecodedText {
    guard type == .textPlain, mayHoldEncodedLines else { return decodedText() }
    let body = decoded()
    return body.withByteView { view in
      let blocks = BlockScanner(view, limit: limits.maximumEmbeddedFiles).blocks().found
      guard !blocks.isEmpty else { return decodedText() }
      var kept: [UInt8] = []
      var at = 0
      for block in blocks {
        kept.append(view[at..<block.range.lowerBound])
        // The name stays in the charset of the text around it.
        let name = block.nameBytes(in: view)
        kept += Array("[".utf8) + name.prefix(limits.maximumFieldTextBytes) + Array(", \(block.size) bytes]".utf8)
        at = block.range.upperBound
      }
      kept.append(view[at..<view.count])
      var decoded = kept.withByteView { content in
        (charsetLabel ?? []).withByteView { TextDecoder.decode(content, label: $0) }
      }
      decoded.text = LineEnds.normalised(decoded.text)
      return decoded
    }
  }

  private var charsetLabel: [UInt8]? {
    withField(.contentType) { Parameters(of: $0, limits: limits).bytes("charset") }
  }

  /// A look at the lines before their transfer encoding is removed: neither quoted-printable nor identity hides the first
  /// letters of an opening line; base64 hides all.
  private var mayHoldEncodedLines: Bool {
    guard encoding != .base64 else { return true }
    return source.withByteView { view in
      let lines = LineReader(view: view[body])
      var at = 0
      while at < lines.view.count {
        if lines.view.hasBytes("begin", at: at) || lines.view.hasBytes("=ybegin", at: at)
          || lines.view.hasBytes("=3Dybegin", at: at)
        {
          return true
        }
        at = lines.line(at: at).next
      }
      return false
    }
  }

  private static func text(_ name: [UInt8], label: [UInt8]?) -> String? {
    guard !name.isEmpty else { return nil }
    return name.withByteView { view in
      (label ?? []).withByteView { TextDecoder.decode(view, label: $0).text }
    }
  }
}
