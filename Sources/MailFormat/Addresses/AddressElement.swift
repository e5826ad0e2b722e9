/// What stands between two separators of an address list, and the mailboxes that it means.
struct AddressElement {
  struct Word {
    let range: Range<Int>
    let isQuoted: Bool
    let followsSpace: Bool
  }

  /// Words of most display names.
  private static let usualWords = 6

  private(set) var words: [Word] = []
  var comments: [Range<Int>] = []
  var angle: Range<Int>?
  var hasAtSign = false
  var spaceSeen = false

  var isEmpty: Bool { words.isEmpty && angle == nil }

  mutating func addWord(_ range: Range<Int>, isQuoted: Bool) {
    if words.isEmpty { words.reserveCapacity(Self.usualWords) }
    words.append(Word(range: range, isQuoted: isQuoted, followsSpace: spaceSeen))
    spaceSeen = false
  }

  mutating func reset() {
    words.removeAll(keepingCapacity: true)
    comments.removeAll(keepingCapacity: true)
    angle = nil
    hasAtSign = false
    spaceSeen = false
  }

  func appendMailboxes(of view: ByteView, hint: ByteView?, to mailboxes: inout [Mailbox]) {
    if let angle {
      let address = AddressText.angleAddress(view[angle])
      let name = AddressText.name(words[...], comments, of: view, hint: hint)
      if name != nil || !address.isEmpty { mailboxes.append(Mailbox(name: name, address: address)) }
    } else if hasAtSign {
      appendBareAddresses(of: view, hint: hint, to: &mailboxes)
    } else {
      mailboxes.append(withoutAddress(of: view, hint: hint))
    }
  }

  /// No `@` outside of quotes and no angle brackets.
  private func withoutAddress(of view: ByteView, hint: ByteView?) -> Mailbox {
    if words.count == 1, let word = words.first {
      // `root (Cron)`: the form user-and-comment; a lone word could be anything and is taken for a name.
      if !word.isQuoted, !comments.isEmpty {
        return Mailbox(
          name: AddressText.name([], comments, of: view, hint: hint),
          address: AddressText.string(view[word.range]))
      }
      if word.isQuoted, view[word.range].contains(UInt8(ascii: "@")) {
        return Mailbox(
          name: AddressText.name([], comments, of: view, hint: hint),
          address: AddressText.angleAddress(view[word.range]))
      }
    }
    let name = AddressText.name(words[...], comments, of: view, hint: hint)
    if let name, words.count == 1, let mailbox = AddressText.mailbox(hiddenIn: name, raw: view[words[0].range]) {
      return mailbox
    }
    return Mailbox(name: name, address: "")
  }

  /// Addresses without angle brackets, which may stand beside a name: each run of words joined by `@` or dots is one.
  private func appendBareAddresses(of view: ByteView, hint: ByteView?, to mailboxes: inout [Mailbox]) {
    var nameStart = 0
    let first = mailboxes.count
    var index = 0
    while index < words.count {
      guard hasAt(words[index], view) else {
        index += 1
        continue
      }
      var lower = index
      while lower > nameStart, joins(words[lower - 1], words[lower], view) { lower -= 1 }
      var upper = index
      while upper + 1 < words.count, joins(words[upper], words[upper + 1], view) { upper += 1 }
      let name = AddressText.name(words[nameStart..<lower], [], of: view, hint: hint)
      mailboxes.append(Mailbox(name: name, address: AddressText.joined(words[lower...upper], of: view)))
      nameStart = upper + 1
      index = upper + 1
    }
    guard mailboxes.count > first else { return }
    let last = mailboxes.count - 1
    if mailboxes[last].name == nil {
      let rest = nameStart < words.count ? words[nameStart...] : []
      mailboxes[last].name = AddressText.name(rest, comments, of: view, hint: hint)
    }
  }

  private func hasAt(_ word: Word, _ view: ByteView) -> Bool {
    !word.isQuoted && view[word.range].contains(UInt8(ascii: "@"))
  }

  /// Whether two neighbouring words are pieces of one address: no blank between them, or a dot or `@` beside the blank
  /// (obs-local-part and obs-domain, RFC 5322 §4.4).
  private func joins(_ left: Word, _ right: Word, _ view: ByteView) -> Bool {
    if !right.followsSpace { return true }
    let leftEnd = left.isQuoted || left.range.isEmpty ? 0 : view[left.range.upperBound - 1]
    let rightStart = right.isQuoted || right.range.isEmpty ? 0 : view[right.range.lowerBound]
    if leftEnd == UInt8(ascii: "@") || rightStart == UInt8(ascii: "@") || rightStart == UInt8(ascii: ".") {
      return true
    }
    // A dot at the end of a word is an initial's (`A. Cee a@b`), one that stands alone or behind `@` is the address's.
    return leftEnd == UInt8(ascii: ".") && (left.range.count == 1 || hasAt(left, view) || hasAt(right, view))
  }
}
