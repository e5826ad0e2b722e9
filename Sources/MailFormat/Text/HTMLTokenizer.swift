/// Cuts HTML into tags and text, forgiving as browsers are and in linear time; a small part of the HTML standard's
/// tokenizer (§13.2.5): enough to find the words and the shape of a page, not to render it.
struct HTMLTokenizer {
  enum Token {
    case text(Range<Int>)
    /// An element's start or end; attributes lie in the range, which excludes the brackets and the name.
    case tag(HTMLElement, isEnd: Bool, attributes: Range<Int>)
  }

  let view: ByteView
  private var at = 0
  // Set when a search ran to the end of the input: the same search is never done twice.
  private var hasNoTagEnd = false
  private var hasUnclosedQuote = false

  init(_ view: ByteView) { self.view = view }

  mutating func next() -> Token? {
    while at < view.count {
      guard view[at] == UInt8(ascii: "<"), let token = takeMarkup() else { return takeText() }
      if let token = token.token { return token }
    }
    return nil
  }

  /// Jumps over the content of elements whose content is no text to be read: to their end tag, or to the end.
  mutating func skipContent(of name: StaticString) {
    while at < view.count {
      at = view.index(of: UInt8(ascii: "<"), UInt8(ascii: "/"), from: at)
      if view.hasBytes(ignoringCase: name, at: at + 2) { return }
      at += 2
    }
    at = view.count
  }

  private mutating func takeText() -> Token {
    let start = at
    at = view.index(of: UInt8(ascii: "<"), from: start + 1, to: view.count)
    return .text(start..<at)
  }

  /// Whether something after `<` was markup; `token` is nil for comments and declarations.
  private struct Markup {
    let token: Token?
  }

  private mutating func takeMarkup() -> Markup? {
    guard at + 1 < view.count else { return nil }
    let next = view[at + 1]
    if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
      skipDeclaration()
      return Markup(token: nil)
    }
    let isEnd = next == UInt8(ascii: "/")
    let nameStart = at + (isEnd ? 2 : 1)
    guard nameStart < view.count, ASCII.isLetter(view[nameStart]), let end = tagEnd(from: nameStart) else { return nil }
    var nameEnd = nameStart
    while nameEnd < end, !ASCII.isSpace(view[nameEnd]), view[nameEnd] != UInt8(ascii: "/") { nameEnd += 1 }
    at = end + 1
    let element = HTMLElement(name: view[nameStart..<nameEnd])
    return Markup(token: .tag(element, isEnd: isEnd, attributes: nameEnd..<end))
  }

  private mutating func skipDeclaration() {
    if view.hasBytes("<!--", at: at) {
      var end = at + 4
      while end < view.count {
        end = view.index(of: UInt8(ascii: "-"), UInt8(ascii: "-"), from: end)
        if end + 2 < view.count, view[end + 2] == UInt8(ascii: ">") {
          at = end + 3
          return
        }
        end += 1
      }
      at = view.count
      return
    }
    at = min(view.index(of: UInt8(ascii: ">"), from: at, to: view.count) + 1, view.count)
  }

  /// The `>` of a tag, quotes around attribute values respected.
  private mutating func tagEnd(from start: Int) -> Int? {
    if hasNoTagEnd { return nil }
    if !hasUnclosedQuote {
      var at = start
      var previous: UInt8 = 0
      while at < view.count {
        let byte = view[at]
        if byte == UInt8(ascii: ">") { return at }
        if byte == ASCII.quote || byte == UInt8(ascii: "'"), previous == UInt8(ascii: "=") {
          at = view.index(of: byte, from: at + 1, to: view.count)
        }
        if !ASCII.isSpace(byte) { previous = byte }
        at += 1
      }
      hasUnclosedQuote = true
    }
    let end = view.index(of: UInt8(ascii: ">"), from: start, to: view.count)
    if end < view.count { return end }
    hasNoTagEnd = true
    return nil
  }

  // MARK: Attributes

  /// The raw value of an attribute.
  func attribute(_ name: StaticString, in range: Range<Int>) -> ByteView? {
    var at = range.lowerBound
    while at < range.upperBound {
      while at < range.upperBound, ASCII.isSpace(view[at]) || view[at] == UInt8(ascii: "/") { at += 1 }
      let nameStart = at
      while at < range.upperBound, !ASCII.isSpace(view[at]), view[at] != UInt8(ascii: "=") { at += 1 }
      let found = view[nameStart..<at]
      while at < range.upperBound, ASCII.isSpace(view[at]) { at += 1 }
      var value = ByteView.empty
      if at < range.upperBound, view[at] == UInt8(ascii: "=") {
        at += 1
        value = takeValue(&at, to: range.upperBound)
      } else if nameStart == at {
        at += 1
      }
      if found.equals(ignoringCase: name) { return value }
    }
    return nil
  }

  private func takeValue(_ at: inout Int, to end: Int) -> ByteView {
    while at < end, ASCII.isSpace(view[at]) { at += 1 }
    guard at < end else { return .empty }
    let mark = view[at]
    if mark == ASCII.quote || mark == UInt8(ascii: "'") {
      let start = at + 1
      let close = view.index(of: mark, from: start, to: end)
      at = min(close + 1, end)
      return view[start..<close]
    }
    let start = at
    while at < end, !ASCII.isSpace(view[at]) { at += 1 }
    return view[start..<at]
  }
}

/// The elements that shape text.
enum HTMLElement {
  case lineBreak, paragraph, block, heading, rule
  case list, orderedList, listItem
  case table, row, cell
  case quote, preformatted
  case anchor, image
  case script, style, title, head
  case other

  init(name: ByteView) {
    self = .other
    for (candidate, element) in Self.names where name.equals(ignoringCase: candidate) {
      self = element
      return
    }
    if name.count == 2, ASCII.lower(name[0]) == UInt8(ascii: "h"), name[1] &- UInt8(ascii: "1") < 6 { self = .heading }
  }

  private static let names: [(StaticString, HTMLElement)] = [
    ("br", .lineBreak), ("p", .paragraph), ("div", .block), ("span", .other), ("a", .anchor), ("td", .cell),
    ("tr", .row), ("table", .table), ("img", .image), ("b", .other), ("li", .listItem), ("ul", .list),
    ("ol", .orderedList), ("th", .cell), ("hr", .rule), ("pre", .preformatted), ("blockquote", .quote),
    ("script", .script), ("style", .style), ("title", .title), ("head", .head), ("section", .block),
    ("article", .block), ("header", .block), ("footer", .block), ("address", .block), ("center", .block),
    ("dl", .block), ("dt", .block), ("dd", .block), ("form", .block), ("fieldset", .block), ("caption", .block),
    ("figure", .block), ("body", .block), ("html", .block), ("tbody", .block), ("thead", .block), ("tfoot", .block),
  ]
}
