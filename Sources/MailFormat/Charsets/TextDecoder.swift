/// Text made of bytes, and what was assumed to make it.
public struct DecodedText: Sendable, Hashable {
  public enum Certainty: Sendable, Hashable {
    /// The label said so, or the bytes allow no doubt (plain ASCII).
    case declared
    /// There was no usable label; the charset was found from the bytes.
    case guessed
    /// The label contradicts the bytes; they were read otherwise.
    case corrected
  }

  public internal(set) var text: String

  /// The charset the bytes were read in.
  public let charset: String
  public let certainty: Certainty

  /// Sequences that are nothing in that charset, and became U+FFFD.
  public let replacements: Int
}

extension DecodedText {
  /// Reads bytes in the charset that a label names, and in no other; misspelt labels are understood (`cp-1254`).
  /// - Returns: `nil` when the label names no charset that can be read.
  public init?(_ bytes: [UInt8], charset label: String) {
    guard let charset = Array(label.utf8).withByteView({ CharsetLabel.resolve($0) }),
      let converter = CharsetConverter(label: charset.name)
    else { return nil }
    let (utf8, replacements) = bytes.withByteView { converter.utf8($0) }
    self.init(
      text: String(decoding: utf8, as: UTF8.self), charset: charset.name, certainty: .declared,
      replacements: replacements)
  }
}

/// Bytes to text, with labels that are wrong, missing or invented recovered.
enum TextDecoder {
  /// - Parameters:
  ///   - label: the charset label as written; nil or unusable ones lead to a guess.
  ///   - hint: tried before a guess: in headers, the charset of the message's body.
  ///   - isMarkup: whether tags are to be left out when guessing.
  ///   - effort: what a guess may cost.
  static func decode(
    _ bytes: ByteView, label: ByteView?, hint: ByteView? = nil, isMarkup: Bool = false, effort: GuessEffort = .letters
  ) -> DecodedText {
    let means = Means(hint: hint, isMarkup: isMarkup, effort: effort)
    guard let label, !label.isEmpty, let charset = CharsetLabel.resolve(label) else {
      return decode(bytes, as: .ascii, isLabelled: false, means)
    }
    return decode(bytes, as: charset, isLabelled: true, means)
  }

  /// By what a charset is found where the label does not tell.
  private struct Means {
    let hint: ByteView?
    let isMarkup: Bool
    let effort: GuessEffort
  }

  private static func decode(
    _ bytes: ByteView, as charset: Charset, isLabelled: Bool, _ means: Means
  ) -> DecodedText {
    switch charset {
    case .ascii:
      let mayBeStateful = bytes.contains(0x1B) && hasISO2022Escape(bytes)
      if bytes.isASCII, !mayBeStateful, !looksLikeUTF16(bytes) { return plain(bytes, "us-ascii", .declared) }
      return recover(bytes, wasLabelled: isLabelled, means)
    case .utf8:
      return decodeUTF8(bytes, means)
    case .named(let name):
      if charset.isUTF16, !bytes.isEmpty, UTF8Check.isWellFormed(bytes), !bytes.contains(0) {
        return plain(bytes, "utf-8", .corrected)
      }
      if bytes.isASCII, charset.isSingleByte { return plain(bytes, name, .declared) }
      if charset.isSingleByte, let count = UTF8Check.multibyteCount(bytes), count >= 2 {
        return plain(bytes, "utf-8", .corrected)
      }
      return convert(bytes, name, .declared) ?? recover(bytes, wasLabelled: true, means)
    }
  }

  private static func decodeUTF8(_ bytes: ByteView, _ means: Means) -> DecodedText {
    if bytes.isASCII || UTF8Check.isWellFormed(bytes) { return plain(bytes, "utf-8", .declared) }
    let (good, bad) = UTF8Check.sequenceCounts(bytes)
    // A few broken sequences among many good ones: cut or damaged UTF-8. The other way round it is another charset.
    if good >= bad {
      let text = String(decoding: withoutByteOrderMark(bytes).rawBuffer, as: UTF8.self)
      return DecodedText(text: text, charset: "utf-8", certainty: .declared, replacements: bad)
    }
    return recover(
      bytes, wasLabelled: true, Means(hint: nil, isMarkup: means.isMarkup, effort: means.effort))
  }

  /// Finds the charset from the bytes.
  private static func recover(_ bytes: ByteView, wasLabelled: Bool, _ means: Means) -> DecodedText {
    let certainty: DecodedText.Certainty = wasLabelled ? .corrected : .guessed
    if !bytes.isASCII, UTF8Check.isWellFormed(bytes) { return plain(bytes, "utf-8", certainty) }
    if let hint = means.hint, let charset = CharsetLabel.resolve(hint), case .named(let name) = charset,
      let converted = convert(bytes, name, certainty), converted.replacements == 0
    {
      return converted
    }
    let name = CharsetRecovery.guess(bytes, isMarkup: means.isMarkup, effort: means.effort)
    if name == "utf-8" { return plain(bytes, name, certainty) }
    return convert(bytes, name, certainty) ?? plain(bytes, "us-ascii", certainty)
  }

  private static func convert(_ bytes: ByteView, _ name: String, _ certainty: DecodedText.Certainty) -> DecodedText? {
    guard let converter = CharsetConverter(label: name) else { return nil }
    let (utf8, replacements) = converter.utf8(bytes)
    let text = utf8.withByteView { String(decoding: withoutByteOrderMark($0).rawBuffer, as: UTF8.self) }
    return DecodedText(text: text, charset: name, certainty: certainty, replacements: replacements)
  }

  private static func plain(_ bytes: ByteView, _ name: String, _ certainty: DecodedText.Certainty) -> DecodedText {
    DecodedText(
      text: String(decoding: withoutByteOrderMark(bytes).rawBuffer, as: UTF8.self),
      charset: name, certainty: certainty, replacements: 0)
  }

  private static func withoutByteOrderMark(_ bytes: ByteView) -> ByteView {
    bytes.hasBytes("\u{FEFF}", at: 0) ? bytes[3..<bytes.count] : bytes
  }

  /// ESC $ or ESC ( : the designations of ISO-2022-JP, -KR and -CN, whose bytes are all ASCII.
  private static func hasISO2022Escape(_ bytes: ByteView) -> Bool {
    bytes.index(of: 0x1B, UInt8(ascii: "$"), from: 0) < bytes.count
  }

  /// Every second byte of the beginning is NUL.
  private static func looksLikeUTF16(_ bytes: ByteView) -> Bool {
    guard bytes.count >= 4 else { return false }
    return (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0)
      || (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0)
  }
}
