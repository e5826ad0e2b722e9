/// HTML as text that keeps paragraphs, lists, tables, quotes and links; scripts and styles are dropped.
enum HTMLText {
  static func text(of markup: String, limits: MailLimits) -> String {
    var markup = markup
    return markup.withUTF8 { buffer in
      let whole = ByteView(UnsafeRawBufferPointer(buffer))
      var writer = HTMLTextWriter()
      var tokenizer = HTMLTokenizer(whole[0..<min(whole.count, limits.maximumMarkupBytes)])
      var shape = HTMLShape()
      while let token = tokenizer.next() {
        switch token {
        case .text(let range): writer.append(tokenizer.view[range], isPreformatted: shape.preformattedDepth > 0)
        case .tag(let element, let isEnd, let attributes):
          shape.take(element, isEnd: isEnd, attributes: attributes, &tokenizer, &writer)
        }
      }
      return writer.finish()
    }
  }
}

/// What the open elements mean for the text that follows.
private struct HTMLShape {
  private(set) var preformattedDepth = 0
  // One entry a list: the number of the next item, or 0 for a list without numbers.
  private var lists: [Int] = []
  private var link: (start: HTMLTextWriter.Mark, target: [UInt8])?

  private static let maximumListDepth = 16
  // Longer targets are tracking data, which nobody reads.
  private static let maximumTargetBytes = 500

  mutating func take(
    _ element: HTMLElement, isEnd: Bool, attributes: Range<Int>, _ tokenizer: inout HTMLTokenizer,
    _ writer: inout HTMLTextWriter
  ) {
    switch element {
    case .lineBreak: writer.breakLine()
    case .paragraph, .heading: writer.endBlock(blankLine: true)
    case .block, .table, .row: takeBlock(element, isEnd: isEnd, &writer)
    case .cell: if !isEnd { writer.startCell() }
    case .rule:
      writer.endBlock(blankLine: false)
      writer.appendLiteral("----------")
      writer.endBlock(blankLine: false)
    case .list: takeList(isEnd: isEnd, firstNumber: 0, &writer)
    case .orderedList: takeList(isEnd: isEnd, firstNumber: 1, &writer)
    case .listItem: if !isEnd { startItem(&writer) } else { writer.endBlock(blankLine: false) }
    case .quote:
      writer.endBlock(blankLine: true)
      writer.changeQuoteDepth(by: isEnd ? -1 : 1)
    case .preformatted:
      writer.endBlock(blankLine: true)
      preformattedDepth = max(0, preformattedDepth + (isEnd ? -1 : 1))
    case .anchor: isEnd ? endLink(&writer) : startLink(attributes, tokenizer, &writer)
    case .image: if let text = tokenizer.attribute("alt", in: attributes) { writer.append(text, isPreformatted: false) }
    case .script: if !isEnd { tokenizer.skipContent(of: "script") }
    case .style: if !isEnd { tokenizer.skipContent(of: "style") }
    case .title: if !isEnd { tokenizer.skipContent(of: "title") }
    case .head, .other: break
    }
  }

  private func takeBlock(_ element: HTMLElement, isEnd: Bool, _ writer: inout HTMLTextWriter) {
    if element == .row, !isEnd { writer.startRow() } else { writer.endBlock(blankLine: false) }
  }

  private mutating func takeList(isEnd: Bool, firstNumber: Int, _ writer: inout HTMLTextWriter) {
    writer.endBlock(blankLine: lists.isEmpty || (isEnd && lists.count == 1))
    if isEnd {
      _ = lists.popLast()
    } else if lists.count < Self.maximumListDepth {
      lists.append(firstNumber)
    }
  }

  private mutating func startItem(_ writer: inout HTMLTextWriter) {
    writer.endBlock(blankLine: false)
    for _ in 0..<max(0, lists.count - 1) { writer.appendLiteral("  ") }
    guard let number = lists.last, number > 0 else { return writer.appendLiteral("- ") }
    lists[lists.count - 1] = number + 1
    writer.appendLiteral("\(number). ")
  }

  private mutating func startLink(_ range: Range<Int>, _ tokenizer: HTMLTokenizer, _ writer: inout HTMLTextWriter) {
    link = nil
    guard let target = tokenizer.attribute("href", in: range)?.trimmed, target.count <= Self.maximumTargetBytes else {
      return
    }
    guard
      target.hasBytes(ignoringCase: "http://", at: 0) || target.hasBytes(ignoringCase: "https://", at: 0)
        || target.hasBytes(ignoringCase: "mailto:", at: 0) || target.hasBytes(ignoringCase: "tel:", at: 0)
        || target.hasBytes(ignoringCase: "ftp://", at: 0)
    else { return }
    var bytes: [UInt8] = []
    HTMLEntities.appendDecoded(target, to: &bytes)
    link = (writer.mark, bytes)
  }

  private mutating func endLink(_ writer: inout HTMLTextWriter) {
    guard let (start, target) = link else { return }
    link = nil
    writer.appendLinkTarget(target, ifTextSince: start)
  }
}
