/// Reads files that hold one message each, and passes on those that turn out to be an mbox.
struct MessageFile {
  let limits: MessageReadLimits
  let format: MailboxFormat

  /// - Parameters:
  ///   - folder: what is said of the message's folder; an mbox is its own.
  ///   - hint: for an mbox, where to begin.
  func read(
    _ path: PathBytes, folder: String?, hint: (String) -> UInt64, _ report: ScanReport
  ) throws(ScanStopped) {
    guard let file = try report.attempt({ () throws(IntakeError) -> OpenFile in try OpenFile(path) }) else { return }
    let dialect: MboxDialect?
    switch format {
    case .auto, .maildir, .eml:
      guard let kind = try report.attempt({ () throws(IntakeError) -> MailRecognition in try recognise(file, path) })
      else { return }
      switch kind {
      case .message:
        let message = try report.attempt { () throws(IntakeError) -> FoundMessage in
          try self.message(file, 0..<file.size, folder: folder)
        }
        if let message { try report.found(message) }
        return
      case .appleMail(let start, let count):
        let message = try report.attempt { () throws(IntakeError) -> FoundMessage in
          try appleMessage(file, start: UInt64(start), count: count, path, folder: folder)
        }
        if let message { try report.found(message) }
        return
      case .other(let reason):
        try report.failed(IntakeError(code: .notMail, path: file.path, reason: reason))
        return
      case .mbox: dialect = nil
      }
    case .mbox: dialect = nil
    case .mboxo: dialect = .mboxo
    case .mboxrd: dialect = .mboxrd
    case .mboxcl2: dialect = .mboxcl2
    }
    let reader = MboxReader(file: file, folder: path.lastComponent, limits: limits)
    try reader.read(dialect: dialect, hint: hint(file.path), report)
  }

  private func recognise(_ file: OpenFile, _ path: PathBytes) throws(IntakeError) -> MailRecognition {
    let bytes = try file.prefix(MailRecognition.prefix, at: 0)
    let isNamedMail = format == .eml || path.hasExtension("eml") || path.hasExtension("emlx")
    let kind = bytes.withUnsafeBytes { MailRecognition($0, isNamedMail: isNamedMail) }
    // Somebody who says that files are messages means a From_ line at the beginning to be a stray one.
    return format == .eml && kind == .mbox ? .message : kind
  }

  /// The message that a range of a file holds.
  func message(_ file: OpenFile, _ range: Range<UInt64>, folder: String?) throws(IntakeError) -> FoundMessage {
    let body: FoundMessage.Body
    let count = range.upperBound - range.lowerBound
    if count <= UInt64(limits.inMemory) {
      body = .bytes(try file.bytes(in: range))
    } else {
      body = .stream(MessageStream(count: count, file: file, range: range, quoting: .none, chunk: limits.chunk))
    }
    return FoundMessage(path: file.path, folder: folder, locator: .file, body: body)
  }

  private func appleMessage(
    _ file: OpenFile, start: UInt64, count: UInt64, _ path: PathBytes, folder: String?
  ) throws(IntakeError) -> FoundMessage {
    guard count > 0, count <= file.size - start else {
      throw IntakeError(
        code: .truncated, path: file.path, offset: start,
        reason: "the Apple Mail file states \(count) bytes and has \(file.size - start)")
    }
    var message = try message(file, start..<(start + count), folder: folder)
    if path.hasExtension("partial.emlx") {
      message.defects.append("Apple Mail keeps the attachments of this message in other files, so they are missing")
    }
    return message
  }
}

extension PathBytes {
  /// Whether the path ends in a dot and this, in capital or small letters.
  func hasExtension(_ text: String) -> Bool {
    let wanted = [UInt8(ascii: ".")] + Array(text.utf8)
    return bytes.count > wanted.count
      && zip(bytes.suffix(wanted.count), wanted).allSatisfy {
        $0 == $1 || ($0 | 0x20 == $1 && (0x41...0x5A).contains($0))
      }
  }
}
