/// Builds the MIME tree of a message in one pass over its bytes (RFC 2045, RFC 2046).
///
/// Recursion follows the nesting and is bounded by `MailLimits.maximumDepth`; each line is looked at once, for all open
/// boundaries together.
struct PartReader: ~Copyable {
  private let source: [UInt8]
  private let view: ByteView
  private let limits: MailLimits
  private let newline: UInt8
  private var boundaries = BoundaryStack()
  private(set) var progress: Progress

  /// What is counted over the whole message, attached ones included.
  struct Progress {
    var defects: DefectList
    var parts = 0
    var numbers = 0
    /// Opaque signatures and transfer-encoded messages around the place that is read.
    var decodedLayers = 0
  }

  private init(source: [UInt8], view: ByteView, limits: MailLimits, progress: Progress) {
    self.source = source
    self.view = view
    self.limits = limits
    self.progress = progress
    newline = HeaderScanner.newline(of: view)
  }

  /// Reads a whole message.
  static func read(_ source: [UInt8], limits: MailLimits) -> (root: MailPart, defects: [MailDefect]) {
    var progress = Progress(defects: DefectList(limit: limits.maximumDefects))
    if source.isEmpty { progress.defects.note(.emptyMessage, at: 0) }
    let root = readEntity(source, depth: 0, limits: limits, isMessage: true, progress: &progress)
    ProtectionCheck.noteStructure(of: root, in: &progress.defects)
    return (root, progress.defects.all)
  }

  private static func readEntity(
    _ source: [UInt8], depth: Int, limits: MailLimits, isMessage: Bool, progress: inout Progress
  ) -> MailPart {
    source.withByteView { view in
      var reader = PartReader(source: source, view: view, limits: limits, progress: progress)
      if reader.newline == ASCII.carriageReturn { reader.progress.defects.note(.linesEndInCarriageReturn, at: 0) }
      let root = reader.readPart(at: 0, depth: depth, defaultType: .textPlain, isMessage: isMessage).part
      progress = reader.progress
      return root
    }
  }

  // MARK: Parts

  /// A part, and how it ended: at a delimiter line, or at the end of the bytes.
  private struct Read {
    let part: MailPart
    let delimiter: BoundaryStack.Delimiter?
  }

  /// What stopped a search for a delimiter line.
  private struct Stop {
    /// Where the content before it ends; the line end before a delimiter belongs to the delimiter (RFC 2046 §5.1.1).
    let contentEnd: Int
    let delimiter: BoundaryStack.Delimiter?
  }

  private mutating func readPart(at start: Int, depth: Int, defaultType: MediaType, isMessage: Bool) -> Read {
    progress.parts += 1
    let (fields, bodyStart) = readHeader(at: start, isMessage: isMessage)
    let type = readType(fields, at: start, defaultType: defaultType)
    let encoding = readEncoding(fields)
    var head = Head(start: start, bodyStart: bodyStart, fields: fields, type: type, encoding: encoding)
    if type.isMultipart {
      if depth >= limits.maximumDepth {
        progress.defects.note(.nestedTooDeep, at: bodyStart)
      } else if let boundary = readBoundary(fields, at: bodyStart) {
        if encoding != .identity { progress.defects.note(.encodedMultipart, at: bodyStart) }
        return readMultipart(head, boundary: boundary, depth: depth)
      }
      // A multipart that cannot be taken apart is read as one piece of text (RFC 2046 §5.1.1 has nothing to say).
      head.isOpaque = true
    }
    if type.isMessage { return readAttachedMessage(head, depth: depth) }
    let leaf = readLeaf(head)
    return ProtectionType.isOpaque(leaf.part) ? readSignedContent(leaf, head, depth: depth) : leaf
  }

  private struct Head {
    let start: Int
    let bodyStart: Int
    let fields: [HeaderField]
    let type: MediaType
    let encoding: TransferEncoding
    var isOpaque = false
  }

  private func part(_ head: Head, number: Int?, bodyEnd: Int, children: [MailPart] = []) -> MailPart {
    MailPart(
      number: number, type: head.isOpaque ? .textPlain : head.type, encoding: head.encoding, fields: head.fields,
      header: head.start..<head.bodyStart, body: head.bodyStart..<max(head.bodyStart, bodyEnd),
      children: children, source: source, limits: limits)
  }

  private mutating func nextNumber() -> Int {
    progress.numbers += 1
    return progress.numbers
  }

  private mutating func readLeaf(_ head: Head) -> Read {
    let number = nextNumber()
    let stop = findDelimiter(from: head.bodyStart)
    return Read(part: part(head, number: number, bodyEnd: stop.contentEnd), delimiter: stop.delimiter)
  }

  private mutating func readMultipart(_ head: Head, boundary: [UInt8], depth: Int) -> Read {
    boundaries.push(boundary, allowsTrailingText: false)
    let level = boundaries.depth - 1
    var children: [MailPart] = []
    let childType: MediaType = head.type == .digest ? .message : .textPlain
    var stop = findDelimiter(from: head.bodyStart)
    if stop.delimiter.map({ $0.level < level || $0.isClosing }) ?? true {
      boundaries.pop()
      boundaries.push(boundary, allowsTrailingText: true)
      stop = findDelimiter(from: head.bodyStart)
    }
    var contentEnd = stop.contentEnd
    while let delimiter = stop.delimiter, delimiter.level == level, !delimiter.isClosing {
      if delimiter.after >= view.count, !children.isEmpty {
        // A delimiter with nothing behind it was meant to close.
        stop = Stop(contentEnd: view.count, delimiter: nil)
        break
      }
      if progress.parts >= limits.maximumParts {
        progress.defects.note(.tooManyParts, at: delimiter.after)
        stop = skipParts(of: level, from: delimiter.after)
        break
      }
      let child = readPart(at: delimiter.after, depth: depth + 1, defaultType: childType, isMessage: false)
      contentEnd = child.part.body.upperBound
      children.append(child.part)
      stop = Stop(contentEnd: contentEnd, delimiter: child.delimiter)
    }
    boundaries.pop()
    let isClosed = stop.delimiter.map { $0.level == level && $0.isClosing } ?? false
    if let delimiter = stop.delimiter, isClosed {
      stop = findDelimiter(from: delimiter.after)  // the epilogue, which nobody reads
      contentEnd = stop.contentEnd
    } else {
      if children.isEmpty { contentEnd = stop.contentEnd }
      progress.defects.note(.missingClosingBoundary, at: contentEnd)
    }
    guard !children.isEmpty else { return readAsText(head, stop: stop) }
    return Read(part: part(head, number: nil, bodyEnd: contentEnd, children: children), delimiter: stop.delimiter)
  }

  /// A multipart without a single delimiter line: its body is all there is to read.
  private mutating func readAsText(_ head: Head, stop: Stop) -> Read {
    progress.defects.note(.noParts, at: head.bodyStart)
    var head = head
    head.isOpaque = true
    return Read(
      part: part(head, number: nextNumber(), bodyEnd: stop.contentEnd), delimiter: stop.delimiter)
  }

  /// Passes over the remaining parts of a multipart.
  private func skipParts(of level: Int, from start: Int) -> Stop {
    var stop = findDelimiter(from: start)
    while let delimiter = stop.delimiter, delimiter.level == level, !delimiter.isClosing {
      stop = findDelimiter(from: delimiter.after)
    }
    return stop
  }

  private mutating func readAttachedMessage(_ head: Head, depth: Int) -> Read {
    if depth >= limits.maximumDepth || progress.parts >= limits.maximumParts {
      progress.defects.note(depth >= limits.maximumDepth ? .nestedTooDeep : .tooManyParts, at: head.bodyStart)
      return readLeaf(head)
    }
    if head.encoding != .identity { return readEncodedMessage(head, depth: depth) }
    guard startsMessage(at: head.bodyStart) else {
      progress.defects.note(.nestedMessageWithoutHeader, at: head.bodyStart)
      return readLeaf(head)
    }
    let number = nextNumber()
    let child = readPart(at: head.bodyStart, depth: depth + 1, defaultType: .textPlain, isMessage: true)
    let message = part(head, number: number, bodyEnd: child.part.body.upperBound, children: [child.part])
    return Read(part: message, delimiter: child.delimiter)
  }

  /// RFC 2046 §5.2.1 forbids to encode an attached message; programs do it all the same.
  private mutating func readEncodedMessage(_ head: Head, depth: Int) -> Read {
    let leaf = readLeaf(head)
    if progress.decodedLayers >= limits.maximumDecodedLayers {
      progress.defects.note(.tooManyDecodedLayers, at: head.bodyStart)
      return leaf
    }
    let decoded = leaf.part.decoded()
    let isMessage = decoded.withUnsafeBytes { assessMail($0) == .mail }
    guard isMessage else {
      progress.defects.note(.nestedMessageWithoutHeader, at: head.bodyStart)
      return leaf
    }
    progress.decodedLayers += 1
    let child = Self.readEntity(decoded, depth: depth + 1, limits: limits, isMessage: true, progress: &progress)
    progress.decodedLayers -= 1
    let message = part(head, number: leaf.part.number, bodyEnd: leaf.part.body.upperBound, children: [child])
    return Read(part: message, delimiter: leaf.delimiter)
  }

  /// The entity that an opaque signature holds in the clear becomes the part's only child (RFC 8551 §3.5.2).
  private mutating func readSignedContent(_ leaf: Read, _ head: Head, depth: Int) -> Read {
    if depth >= limits.maximumDepth || progress.parts >= limits.maximumParts {
      progress.defects.note(depth >= limits.maximumDepth ? .nestedTooDeep : .tooManyParts, at: head.bodyStart)
      return leaf
    }
    if progress.decodedLayers >= limits.maximumDecodedLayers {
      progress.defects.note(.tooManyDecodedLayers, at: head.bodyStart)
      return leaf
    }
    guard let opened = OpaqueProtection.open(leaf.part, noting: &progress.defects) else { return leaf }
    let child: MailPart
    if opened.hasHeader {
      progress.decodedLayers += 1
      child = Self.readEntity(
        opened.bytes, depth: depth + 1, limits: limits, isMessage: false, progress: &progress)
      progress.decodedLayers -= 1
    } else {
      progress.parts += 1
      child = MailPart(
        number: nextNumber(), type: .textPlain, encoding: .identity, fields: [], header: 0..<0,
        body: 0..<opened.bytes.count, children: [], source: opened.bytes, limits: limits)
    }
    let signed = part(head, number: leaf.part.number, bodyEnd: leaf.part.body.upperBound, children: [child])
    return Read(part: signed, delimiter: leaf.delimiter)
  }

  // MARK: Header

  /// Fields of most header sections: to grow the array step by step would allocate five times.
  private static let usualFields = 24

  private mutating func readHeader(at start: Int, isMessage: Bool) -> (fields: [HeaderField], body: Int) {
    var scanner = HeaderScanner(view, from: start, to: view.count, newline: newline, limits: limits)
    if isMessage, let defect = scanner.skipPreliminaries() { progress.defects.note(defect, at: start) }
    var fields: [HeaderField] = []
    fields.reserveCapacity(Self.usualFields)
    while true {
      switch scanner.next(boundaries: boundaries) {
      case .field(let field): fields.append(field)
      case .defect(let kind, let offset): progress.defects.note(kind, at: offset)
      case .end(let body): return (fields, body)
      }
    }
  }

  /// Whether a header field stands where an attached message must start.
  private func startsMessage(at start: Int) -> Bool {
    var scanner = HeaderScanner(view, from: start, to: view.count, newline: newline, limits: limits)
    _ = scanner.skipPreliminaries()
    for _ in 0..<2 {
      switch scanner.next(boundaries: boundaries) {
      case .field: return true
      case .defect: continue
      case .end: return false
      }
    }
    return false
  }

  private mutating func readType(_ fields: [HeaderField], at start: Int, defaultType: MediaType) -> MediaType {
    guard let field = fields.first(where: { $0.known == .contentType }) else { return defaultType }
    if let type = MediaType.read(view[field.value]) { return type }
    progress.defects.note(.unreadableContentType, at: field.value.lowerBound)
    return .textPlain
  }

  private mutating func readEncoding(_ fields: [HeaderField]) -> TransferEncoding {
    guard let field = fields.first(where: { $0.known == .contentTransferEncoding }) else { return .identity }
    let (encoding, isKnown) = TransferEncoding.read(view[field.value])
    if !isKnown { progress.defects.note(.unknownTransferEncoding, at: field.value.lowerBound) }
    return encoding
  }

  private mutating func readBoundary(_ fields: [HeaderField], at bodyStart: Int) -> [UInt8]? {
    guard let field = fields.first(where: { $0.known == .contentType }) else { return nil }
    let parameters = Parameters(of: view[field.value], limits: limits)
    if parameters.isTruncated { progress.defects.note(.tooManyParameters, at: field.value.lowerBound) }
    let found = parameters.bytes("boundary") ?? parameters.text("boundary", limits: limits).map { Array($0.utf8) }
    let boundary = found.map { $0.withByteView { $0.withoutTrailingSpace.array } } ?? []
    if boundary.isEmpty {
      progress.defects.note(.missingBoundary, at: field.value.lowerBound)
      return nil
    }
    if boundary.count > limits.maximumBoundaryBytes {
      progress.defects.note(.boundaryTooLong, at: field.value.lowerBound)
      return nil
    }
    return boundary
  }

  // MARK: Delimiters

  /// The first delimiter line of any open boundary at or after the line that starts at `start`.
  private func findDelimiter(from start: Int) -> Stop {
    guard boundaries.depth > 0 else { return Stop(contentEnd: view.count, delimiter: nil) }
    var line = start
    while line < view.count {
      if view[line] == 0x2D,
        let delimiter = boundaries.delimiter(at: line, to: view.count, in: view, newline: newline)
      {
        return Stop(contentEnd: contentEnd(before: line, notBelow: start), delimiter: delimiter)
      }
      line = view.index(of: newline, from: line, to: view.count) + 1
    }
    return Stop(contentEnd: view.count, delimiter: nil)
  }

  private func contentEnd(before line: Int, notBelow start: Int) -> Int {
    var end = line
    if end > start, view[end - 1] == newline { end -= 1 }
    if end > start, newline == ASCII.lineFeed, end < line, view[end - 1] == ASCII.carriageReturn { end -= 1 }
    return end
  }
}

extension ByteView {
  var withoutTrailingSpace: ByteView {
    var upper = count
    while upper > 0, ASCII.isSpace(self[upper - 1]) { upper -= 1 }
    return self[0..<upper]
  }
}
