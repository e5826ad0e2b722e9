/// The text of files that mail carries, by the readers that serve the bodies of mail.
///
/// Never fails: of a damaged file, what could be read is there. Line ends are LF.
public enum DocumentText {
  /// Plain text in any charset.
  /// - Parameter charset: the label that came with the file; a wrong or missing one is recovered from the bytes.
  public static func plain(_ bytes: [UInt8], charset: String? = nil) -> DecodedText {
    decode(bytes, charset: charset.map { Array($0.utf8) }, isMarkup: false)
  }

  /// An HTML document as text that keeps paragraphs, lists, tables, quotes and links.
  /// - Parameter charset: the label that came with the file; before the document's own.
  public static func html(_ bytes: [UInt8], charset: String? = nil, limits: MailLimits = .default) -> String {
    let label = charset.map { Array($0.utf8) } ?? bytes.withByteView { HTMLCharset.declared(in: $0) }
    return HTMLText.text(of: decode(bytes, charset: label, isMarkup: true).text, limits: limits)
  }

  /// An RTF document, or the HTML or text that it was made of (MS-OXRTFEX).
  public static func richText(_ bytes: [UInt8], limits: MailLimits = .default) -> String {
    let document = RTFDocument(bytes)
    return document.origin == .html ? HTMLText.text(of: document.content, limits: limits) : document.content
  }

  /// An RTF document in the compression that Outlook uses (MS-OXRTFCP).
  public static func compressedRichText(_ bytes: [UInt8], limits: MailLimits = .default) -> String {
    richText(
      bytes.withByteView { CompressedRTF.decompress($0, limit: limits.maximumRTFBytes).bytes }, limits: limits)
  }

  private static func decode(_ bytes: [UInt8], charset: [UInt8]?, isMarkup: Bool) -> DecodedText {
    bytes.withByteView { content in
      var decoded = (charset ?? []).withByteView {
        TextDecoder.decode(content, label: $0, isMarkup: isMarkup, effort: .statistics)
      }
      decoded.text = LineEnds.normalised(decoded.text)
      return decoded
    }
  }
}
