/// Reads the mailboxes of an address field in one pass: RFC 5322 §3.4 with groups flattened, the obsolete forms of §4.4
/// (routes, blanks around dots, empty list elements), and what mail carries besides: semicolons as separators, missing
/// angle brackets, encoded words with commas inside, raw UTF-8.
struct AddressReader {
  private let view: ByteView
  private let hint: ByteView?
  private let limit: Int
  private var at = 0
  private var mailboxes: [Mailbox] = []
  private var element = AddressElement()
  private var isInGroup = false
  // Set once no closing mark was found: then none follows, and later opening ones are plain characters.
  private var hasLoneQuote = false
  private var hasLoneParenthesis = false

  /// - Parameters:
  ///   - hint: charset label for raw bytes that are no UTF-8.
  ///   - limit: mailboxes to read at most.
  static func read(_ value: ByteView, hint: ByteView? = nil, limit: Int) -> [Mailbox] {
    var reader = AddressReader(view: value, hint: hint, limit: limit)
    reader.run()
    return reader.mailboxes
  }

  private init(view: ByteView, hint: ByteView?, limit: Int) {
    self.view = view
    self.hint = hint
    self.limit = limit
  }

  private mutating func run() {
    while at < view.count, mailboxes.count < limit { step() }
    finishElement()
  }

  private mutating func step() {
    let byte = view[at]
    switch byte {
    case ASCII.space, ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn:
      element.spaceSeen = true
      at += 1
    case UInt8(ascii: "("): takeComment()
    case ASCII.quote: takeQuotedString()
    case UInt8(ascii: "<"): takeAngleAddress()
    case UInt8(ascii: ">"): at += 1
    case UInt8(ascii: ","):
      at += 1
      finishElement()
    case UInt8(ascii: ";"):
      at += 1
      finishElement()
      isInGroup = false
    case UInt8(ascii: ":"): takeColon()
    default: takeAtom()
    }
  }

  private mutating func finishElement() {
    if !element.isEmpty, mailboxes.count < limit {
      element.appendMailboxes(of: view, hint: hint, to: &mailboxes)
      if mailboxes.count > limit { mailboxes.removeSubrange(limit...) }
    }
    element.reset()
  }

  // MARK: Tokens

  private mutating func takeComment() {
    guard !hasLoneParenthesis, let end = AddressToken.commentEnd(view, at: at) else {
      hasLoneParenthesis = true
      takeAtom()
      return
    }
    element.comments.append((at + 1)..<(end - 1))
    element.spaceSeen = true
    at = end
  }

  private mutating func takeQuotedString() {
    guard !hasLoneQuote, let end = AddressToken.quotedStringEnd(view, at: at) else {
      hasLoneQuote = true
      at += 1
      return
    }
    element.addWord((at + 1)..<(end - 1), isQuoted: true)
    at = end
  }

  /// `<…>`; ends at the next `<` or comma too when the closing mark is missing. A comma belongs to an obsolete route
  /// when the address begins with one.
  private mutating func takeAngleAddress() {
    let start = at + 1
    var end = start
    while end < view.count, ASCII.isSpace(view[end]) { end += 1 }
    let hasRoute = end < view.count && view[end] == UInt8(ascii: "@")
    scan: while end < view.count {
      switch view[end] {
      case UInt8(ascii: ">"), UInt8(ascii: "<"): break scan
      case UInt8(ascii: ",") where !hasRoute: break scan
      case ASCII.quote where !hasLoneQuote:
        if let quoteEnd = AddressToken.quotedStringEnd(view, at: end) {
          end = quoteEnd
        } else {
          hasLoneQuote = true
          end += 1
        }
      default: end += 1
      }
    }
    at = end < view.count && view[end] == UInt8(ascii: ">") ? end + 1 : end
    if element.angle != nil { finishElement() }
    element.angle = start..<end
    element.spaceSeen = true
  }

  /// After words without `@` a colon ends the name of a group; elsewhere it is a character like others.
  private mutating func takeColon() {
    if element.angle == nil, !element.hasAtSign {
      element.reset()
      isInGroup = true
      at += 1
    } else {
      takeAtom()
    }
  }

  private mutating func takeAtom() {
    let start = at
    // An encoded word holds commas and quotes where the writer did not encode them.
    if view[at] == UInt8(ascii: "="), at + 1 < view.count, view[at + 1] == UInt8(ascii: "?"),
      let end = AddressToken.encodedWordEnd(view, at: at)
    {
      at = end
      element.addWord(start..<end, isQuoted: false)
      return
    }
    var hasAtSign = view[at] == UInt8(ascii: "@")
    at += 1
    scan: while at < view.count {
      switch view[at] {
      case ASCII.space, ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn, ASCII.quote, UInt8(ascii: ","),
        UInt8(ascii: ";"), UInt8(ascii: "<"), UInt8(ascii: ">"):
        break scan
      case UInt8(ascii: "(") where !hasLoneParenthesis: break scan
      case UInt8(ascii: ":") where !element.hasAtSign && !hasAtSign: break scan
      case UInt8(ascii: "[") where view[at - 1] == UInt8(ascii: "@"):
        at = AddressToken.domainLiteralEnd(view, at: at)
      case UInt8(ascii: "@"):
        hasAtSign = true
        at += 1
      default: at += 1
      }
    }
    element.addWord(start..<at, isQuoted: false)
    if hasAtSign { element.hasAtSign = true }
  }
}
