/// Follows groups and control words through a document.
///
/// A group's state takes eight bytes, so that a document of nothing but braces takes eight times its size.
struct RTFReader {
  private struct State {
    var font: Int16
    /// Characters that stand for one `\u` in programs without Unicode (`\uc`).
    var unicodeSkip: UInt8 = 1
    var isSkipped = false
    var isHidden = false
    /// Within a fragment of the original HTML.
    var isTag = false
    /// Text that was not in the original HTML (MS-OXRTFEX §2.1.3.1.2).
    var isConverted = false
    var isFontTable = false
  }

  private var tokenizer: RTFTokenizer
  private var charset = RTFCharset()
  private var state = State(font: -1)
  private var stack: [State] = []
  private var output: [UInt8] = []
  private var pending: [UInt8] = []
  private var pendingCodepage = Codepage.western
  private var origin = RTFDocument.Origin.richText
  private var hasText = false
  private var isDestination = false
  private var isOptional = false
  private var charactersToSkip = 0
  private var highSurrogate: UInt16 = 0

  init(_ view: ByteView) { tokenizer = RTFTokenizer(view) }

  mutating func read() -> (RTFDocument.Origin, String) {
    while let token = tokenizer.next() { take(token) }
    endSurrogate()
    flush()
    return (origin, String(decoding: output, as: UTF8.self))
  }

  private mutating func take(_ token: RTFToken) {
    switch token {
    case .open:
      charactersToSkip = 0
      stack.append(state)
      isDestination = true
      isOptional = false
      return
    case .close:
      charactersToSkip = 0
      if let outer = stack.popLast() { state = outer }
    case .word(let word, let parameter): takeWord(tokenizer.view[word], parameter)
    case .symbol(let byte):
      if byte == UInt8(ascii: "*"), isDestination {
        isOptional = true
        return
      }
      takeSymbol(byte)
    case .byte(let byte): takeByte(byte)
    case .text(let range): takeText(tokenizer.view[range])
    }
    isDestination = false
    isOptional = false
  }

  // MARK: Control words

  private mutating func takeWord(_ word: ByteView, _ parameter: Int?) {
    guard let known = RTFControlWord.identify(word) else {
      if isOptional { state.isSkipped = true }
      return
    }
    if known == .binary { return tokenizer.skip(parameter ?? 0) }
    guard !state.isSkipped else { return }
    if takeDocumentWord(known, parameter) || takeFontWord(known, parameter) { return }
    switch known {
    case .htmlTag: if origin == .html { state.isTag = true } else { state.isSkipped = true }
    case .htmlRTF: state.isConverted = parameter != 0
    case .skipped: state.isSkipped = true
    case .unicodeSkip: state.unicodeSkip = UInt8(clamping: parameter ?? 1)
    case .hidden: state.isHidden = parameter != 0
    case .unicode: takeUnicode(parameter ?? 0)
    case .paragraph: put("\n")
    case .row: if origin == .richText { put("\n") }
    case .cell: if origin == .richText { put("\t") }
    case .scalar(let scalar): put(scalar)
    default: break
    }
  }

  /// The words of the header that say what the document is.
  private mutating func takeDocumentWord(_ word: RTFControlWord, _ parameter: Int?) -> Bool {
    switch word {
    case .fromHTML: if !hasText, parameter ?? 1 == 1 { origin = .html }
    case .fromText: if !hasText { origin = .plainText }
    case .ansi: charset.setDocument(1_252)
    case .macintosh: charset.setDocument(10_000)
    case .codepage437: charset.setDocument(437)
    case .codepage850: charset.setDocument(850)
    case .ansiCodepage: charset.setDocument(parameter ?? 0)
    case .defaultFont:
      charset.defaultFont = Int16(clamping: parameter ?? -1)
      state.font = charset.defaultFont
    default: return false
    }
    return true
  }

  private mutating func takeFontWord(_ word: RTFControlWord, _ parameter: Int?) -> Bool {
    switch word {
    case .fontTable: state.isFontTable = true
    case .font: state.font = Int16(clamping: parameter ?? -1)
    case .fontCharset: if state.isFontTable { charset.setFont(state.font, charset: parameter ?? 0) }
    case .fontCodepage: if state.isFontTable { charset.setFont(state.font, codepage: parameter ?? 0) }
    case .plain:
      state.font = charset.defaultFont
      state.isHidden = false
    default: return false
    }
    return true
  }

  // MARK: Text

  private var isSilent: Bool {
    state.isSkipped || state.isFontTable || state.isHidden || (origin == .html && state.isConverted)
  }

  private mutating func takeSymbol(_ byte: UInt8) {
    switch byte {
    case ASCII.backslash, UInt8(ascii: "{"), UInt8(ascii: "}"): takeByte(byte)
    case UInt8(ascii: "~"): put("\u{A0}")
    case UInt8(ascii: "_"): put("\u{2011}")
    case ASCII.lineFeed, ASCII.carriageReturn: put("\n")
    case ASCII.tab: put("\t")
    default: break
    }
  }

  private mutating func takeByte(_ byte: UInt8) {
    if charactersToSkip > 0 {
      charactersToSkip -= 1
      return
    }
    guard !isSilent else { return }
    prepareRun()
    pending.append(byte)
  }

  private mutating func takeText(_ text: ByteView) {
    let skipped = min(charactersToSkip, text.count)
    charactersToSkip -= skipped
    guard !isSilent, skipped < text.count else { return }
    prepareRun()
    pending.append(text[skipped..<text.count])
  }

  /// Bytes go into the run before them unless the code page is another. Fragments of HTML are in the document's.
  private mutating func prepareRun() {
    hasText = true
    endSurrogate()
    let codepage = state.isTag ? charset.document : charset.codepage(ofFont: state.font)
    if codepage != pendingCodepage {
      flush()
      pendingCodepage = codepage
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    if charactersToSkip > 0 {
      charactersToSkip -= 1
      return
    }
    guard !isSilent else { return }
    hasText = true
    endSurrogate()
    flush()
    output.append(contentsOf: Unicode.UTF8.encode(scalar).map(Array.init) ?? [])
  }

  /// `\uN`: one UTF-16 code unit, as a signed number.
  private mutating func takeUnicode(_ number: Int) {
    charactersToSkip = Int(state.unicodeSkip)
    guard !isSilent else { return }
    let unit = UInt16(truncatingIfNeeded: number)
    hasText = true
    switch unit {
    case 0xD800...0xDBFF:
      endSurrogate()
      flush()
      highSurrogate = unit
    case 0xDC00...0xDFFF where highSurrogate != 0:
      let pair = String(decoding: [highSurrogate, unit], as: UTF16.self)
      highSurrogate = 0
      output += Array(pair.utf8)
    default:
      let skip = charactersToSkip
      charactersToSkip = 0
      put(Unicode.Scalar(unit) ?? "\u{FFFD}")
      charactersToSkip = skip
    }
  }

  private mutating func endSurrogate() {
    guard highSurrogate != 0 else { return }
    highSurrogate = 0
    output += Array("\u{FFFD}".utf8)
  }

  private mutating func flush() {
    guard !pending.isEmpty else { return }
    charset.append(pending, in: pendingCodepage, to: &output)
    pending.removeAll(keepingCapacity: true)
  }
}
