/// What the first From_ line of an mbox tells about the program that wrote it.
public enum MboxFileStyle: Sendable, Hashable {
  /// Senders and dates; a message is separated from the next by an empty line.
  case standard
  /// Thunderbird: `From - date`, or `From ` alone in newer versions, and not always an empty line before it. Its writer
  /// quotes every line of the text that begins so, hence such a line is believed without the empty line.
  case thunderbird

  /// - Parameter firstLine: the first line of the file.
  init(_ firstLine: FromLine, _ text: UnsafeRawBufferPointer) {
    self = firstLine.isBare || firstLine.hasDashForSender(text) ? .thunderbird : .standard
  }
}

extension FromLine {
  func hasDashForSender(_ text: UnsafeRawBufferPointer) -> Bool {
    sender.count == 1 && text[sender.lowerBound] == UInt8(ascii: "-")
  }

  /// Whether a From_ line begins a message here.
  /// - Parameters:
  ///   - separated: the line before is empty, or there is none.
  ///   - style: of the file, `nil` when this is its first line.
  func separates(_ text: UnsafeRawBufferPointer, separated: Bool, style: MboxFileStyle?) -> Bool {
    let ofThunderbird = isBare || hasDashForSender(text)
    if ofThunderbird, style == .thunderbird { return true }
    return separated && (!isBare || style == nil)
  }
}
