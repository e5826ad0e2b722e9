/// Finds the cards in a file and those inside of cards (RFC 6350 §3.3; AGENT of vCard 2.1 and 3.0).
struct VCardReader {
  private let charset: CardCharset
  private var lines: VCardLines
  private var open: [VCardCollector] = []
  private var isOutside = false
  private let depth: Int

  init(_ bytes: [UInt8], from start: Int = 0, charset: CardCharset, depth: Int = 0) {
    lines = VCardLines(bytes, from: start)
    self.charset = charset
    self.depth = depth
  }

  mutating func read(_ take: (Result<ContactCard, CardError>) throws -> Void) throws {
    while let line = lines.next() {
      if line.says("begin:vcard") {
        let isInner = open.last?.awaitsAgent == true && open.count + depth < CardLimits.depth
        if !isInner { try closeAll(take) }
        open.append(VCardCollector(offset: line.offset, line: line.number, charset: charset))
        isOutside = false
      } else if open.isEmpty {
        try outside(line, take)
      } else if line.says("end:vcard") {
        try close(take)
      } else {
        open[open.count - 1].add(line)
      }
      lines.keepsBlankOfFolding = open.last?.version == .old
    }
    try closeAll(take)
  }

  /// Cards whose end is missing.
  private mutating func closeAll(_ take: (Result<ContactCard, CardError>) throws -> Void) throws {
    while !open.isEmpty {
      open[open.count - 1].note("the line END:VCARD is missing")
      try close(take)
    }
  }

  private mutating func close(_ take: (Result<ContactCard, CardError>) throws -> Void) throws {
    guard var card = open.popLast() else { return }
    try readInline(&card)
    let result = card.finish()
    if open.isEmpty {
      try take(result)
      for inner in card.inner { try take(inner) }
    } else {
      if case .success(let agent) = result { open[open.count - 1].addAgent(agent.name) }
      open[open.count - 1].inner += [result] + card.inner
    }
  }

  private func readInline(_ card: inout VCardCollector) throws {
    for agent in card.inlineAgents {
      guard depth + open.count + 1 < CardLimits.depth else {
        card.note("cards are inside one another deeper than \(CardLimits.depth) levels; the innermost were left out")
        return
      }
      var reader = VCardReader(Array(agent.text.utf8), charset: charset, depth: depth + open.count + 1)
      var found: [Result<ContactCard, CardError>] = []
      try reader.read { found.append($0) }
      if case .success(let first)? = found.first { card.addAgent(first.name) }
      // Inside of a value there are no places of the file.
      card.inner += found.map { result in
        result.map { inner in
          var inner = inner
          (inner.offset, inner.line) = (UInt64(agent.offset), agent.line)
          return inner
        }.mapError { CardError(code: $0.code, offset: UInt64(agent.offset), line: agent.line, reason: $0.reason) }
      }
    }
  }

  /// Each run of lines outside of cards is told once.
  private mutating func outside(
    _ line: VCardLine, _ take: (Result<ContactCard, CardError>) throws -> Void
  ) throws {
    guard !isOutside, line.bytes.contains(where: { !$0.isWhite }) else { return }
    isOutside = true
    let text = charset.text(Array(line.bytes.prefix(80))).text.oneLine.shortened
    try take(
      .failure(
        CardError(
          code: .outsideOfCards, offset: UInt64(line.offset), line: line.number,
          reason: "“\(text)” stands outside of a card; the lines up to the next BEGIN:VCARD were not read")))
  }
}
