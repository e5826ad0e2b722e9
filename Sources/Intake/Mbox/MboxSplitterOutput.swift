/// Receives what an `MboxSplitter` finds. Buffers are valid only during the call.
public protocol MboxSplitterOutput {
  associatedtype Failure: Error

  /// A From_ line was read, beginning `offset` bytes into the file. A message follows.
  mutating func messageBegins(at offset: UInt64, fromLine: FromLine, text: UnsafeRawBufferPointer) throws(Failure)

  /// The next bytes of the message, as they are in the file: quoting is not undone.
  /// - Parameter mayBeQuoted: false when no line that begins in these bytes begins with `>`.
  mutating func messageBytes(_ bytes: UnsafeRawBufferPointer, mayBeQuoted: Bool) throws(Failure)

  /// The message ended. `content` is where its bytes lie in the file, without From_ line and separating empty line.
  mutating func messageEnds(content: Range<UInt64>, defects: MboxDefects) throws(Failure)

  /// Bytes before the first From_ line that are more than empty lines and belong to no message.
  mutating func strayBytes(_ range: Range<UInt64>) throws(Failure)

  /// Asked in an mboxcl2 file: can a message end at this offset? True where the file ends there, or where a From_ line
  /// follows, with or without an empty line before it. This is the one question whose answer lies further on in the file
  /// than what was fed.
  mutating func canMessageEnd(at offset: UInt64) throws(Failure) -> Bool
}
