/// The text of an RTF document, or the HTML or plain text that it was made of (MS-OXRTFEX).
struct RTFDocument {
  enum Origin {
    case richText
    /// The content is the original HTML (`\fromhtml1`).
    case html
    /// The content is the original text (`\fromtext`).
    case plainText
  }

  let origin: Origin
  /// Lines end in LF.
  let content: String

  /// Reads a document in one pass. Never fails: of a damaged one, what could be read is there.
  init(_ bytes: [UInt8]) {
    (origin, content) = bytes.withByteView { view in
      var reader = RTFReader(view)
      return reader.read()
    }
  }
}
