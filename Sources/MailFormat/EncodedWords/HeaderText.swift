/// Text of a header field for people: unfolded, encoded words decoded (RFC 2047), raw 8-bit bytes read as UTF-8
/// (RFC 6532) or as what they most likely are.
enum HeaderText {
  /// - Parameters:
  ///   - hint: charset label to try on raw bytes that are no UTF-8.
  ///   - effort: what a guess may cost where the hint does not help.
  static func decode(_ value: ByteView, hint: ByteView? = nil, effort: GuessEffort = .letters) -> String {
    let view = value.trimmed
    if isPlain(view) { return String(decoding: view.rawBuffer, as: UTF8.self) }
    var builder = Builder(view: view, hint: hint, effort: FirstEffort(effort))
    builder.run()
    return builder.finish()
  }

  /// Printable ASCII without anything to decode: by far the most fields.
  private static func isPlain(_ view: ByteView) -> Bool {
    var previous: UInt8 = 0
    for i in 0..<view.count {
      let byte = view[i]
      if byte &- 32 >= 95 || (byte == UInt8(ascii: "?") && previous == UInt8(ascii: "=")) { return false }
      previous = byte
    }
    return true
  }

  private struct Builder {
    let view: ByteView
    let hint: ByteView?
    var effort: FirstEffort
    var output: [UInt8] = []
    // Bytes of adjacent encoded words in one charset: writers split multi-byte characters between words.
    var pending: [UInt8] = []
    var pendingCharset: Range<Int>?
    // Bytes since the last escape to a two-byte set of ISO-2022-JP (RFC 1468) in what is pending; nil within ASCII.
    var shiftedBytes: Int?
    // No `?=` was found from here on, so no later word can end either.
    var hasUnfinishedWord = false

    init(view: ByteView, hint: ByteView?, effort: FirstEffort) {
      self.view = view
      self.hint = hint
      self.effort = effort
      output.reserveCapacity(view.count)
    }

    mutating func run() {
      var at = 0
      var rawStart = 0
      while at < view.count {
        let mark = view.index(of: UInt8(ascii: "="), UInt8(ascii: "?"), from: at)
        guard mark < view.count, !hasUnfinishedWord else { break }
        guard let word = EncodedWord(in: view, at: mark) else {
          hasUnfinishedWord = view.index(of: UInt8(ascii: "?"), UInt8(ascii: "="), from: mark + 2) >= view.count
          at = mark + 2
          continue
        }
        // White space between two encoded words belongs to neither (RFC 2047 §6.2).
        if pendingCharset == nil || !isWhite(rawStart..<mark) {
          flush()
          appendRaw(rawStart..<mark)
        }
        add(word)
        at = word.end
        rawStart = word.end
      }
      flush()
      appendRaw(rawStart..<view.count)
    }

    mutating func finish() -> String {
      output.withByteView { String(decoding: $0.trimmed.rawBuffer, as: UTF8.self) }
    }

    private mutating func add(_ word: EncodedWord) {
      if let charset = pendingCharset, !sameLabel(charset, word.charset) { flush() }
      pendingCharset = word.charset
      let start = pending.count
      word.appendBytes(of: view, to: &pending)
      // Each word of a stateful charset starts and ends in ASCII (RFC 2047 §3): nothing is split between two, but for
      // writers that cut within a character, whose second half is then in the next word.
      guard view[word.charset].hasBytes(ignoringCase: "iso-2022", at: 0) else { return }
      followEscapes(from: start)
      if (shiftedBytes ?? 0) % 2 == 0 { flush(keepsCharset: true) }
    }

    private mutating func followEscapes(from start: Int) {
      var at = start
      while at < pending.count {
        if pending[at] == 0x1B, at + 2 < pending.count {
          let isTwoByte = pending[at + 1] == UInt8(ascii: "$")
          shiftedBytes = isTwoByte ? 0 : nil
          at += isTwoByte && pending[at + 2] == UInt8(ascii: "(") ? 4 : 3
        } else {
          shiftedBytes = shiftedBytes.map { $0 + 1 }
          at += 1
        }
      }
    }

    private mutating func flush(keepsCharset: Bool = false) {
      guard let charset = pendingCharset else { return }
      if !keepsCharset { pendingCharset = nil }
      shiftedBytes = nil
      if pending.isEmpty { return }
      let text = pending.withByteView { TextDecoder.decode($0, label: view[charset], effort: effort.take()).text }
      // A line end hidden in an encoded word must not become one in a header line of ours.
      for byte in text.utf8 { output.append(byte == 10 || byte == 13 ? 32 : byte) }
      pending.removeAll(keepingCapacity: true)
    }

    private func isWhite(_ range: Range<Int>) -> Bool {
      for i in range where !ASCII.isSpace(view[i]) { return false }
      return true
    }

    private func sameLabel(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
      guard one.count == other.count else { return false }
      for i in 0..<one.count where ASCII.lower(view[one.lowerBound + i]) != ASCII.lower(view[other.lowerBound + i]) {
        return false
      }
      return true
    }

    /// Unfolds: a line end with the blanks around it is one space (RFC 5322 §2.2.3 keeps the blank after it; tabs and
    /// runs of blanks at a fold mean nothing to a reader).
    private mutating func appendRaw(_ range: Range<Int>) {
      let raw = view[range]
      // Old Japanese mail writes ISO-2022-JP as it is (RFC 1468), all of whose bytes are ASCII.
      if raw.isASCII, raw.index(of: 0x1B, UInt8(ascii: "$"), from: 0) == raw.count {
        unfold(raw, into: &output)
        return
      }
      var unfolded: [UInt8] = []
      unfold(raw, into: &unfolded)
      let text = unfolded.withByteView { TextDecoder.decode($0, label: nil, hint: hint, effort: effort.take()).text }
      output.append(contentsOf: text.utf8)
    }

    private func unfold(_ raw: ByteView, into target: inout [UInt8]) {
      var at = 0
      while at < raw.count {
        let byte = raw[at]
        guard byte == ASCII.lineFeed || byte == ASCII.carriageReturn else {
          target.append(byte == ASCII.tab ? ASCII.space : byte)
          at += 1
          continue
        }
        while at < raw.count, ASCII.isSpace(raw[at]) { at += 1 }
        while target.last == ASCII.space { target.removeLast() }
        target.append(ASCII.space)
      }
    }
  }
}
