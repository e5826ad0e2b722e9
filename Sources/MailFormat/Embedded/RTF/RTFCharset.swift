/// The code pages of a document: its own, and those of its fonts.
struct RTFCharset {
  private var documentCodepage = Codepage.western
  private var fonts: [Int16: Codepage] = [:]
  private var converters: [Codepage: Converter] = [:]

  /// The font that text has before it names another.
  var defaultFont: Int16 = -1

  /// Keeps a converter open from one run of text to the next.
  private final class Converter {
    let converter: CharsetConverter?

    init(_ codepage: Codepage) { converter = CharsetConverter(label: codepage.label) }
  }

  mutating func setDocument(_ number: Int) {
    if let number = UInt32(exactly: number), let codepage = Codepage(number: number) { documentCodepage = codepage }
  }

  mutating func setFont(_ font: Int16, charset: Int) {
    fonts[font] = Self.codepages[charset].flatMap { Codepage(number: $0) }
  }

  mutating func setFont(_ font: Int16, codepage: Int) {
    fonts[font] = UInt32(exactly: codepage).flatMap { Codepage(number: $0) } ?? fonts[font]
  }

  func codepage(ofFont font: Int16) -> Codepage { fonts[font] ?? documentCodepage }

  var document: Codepage { documentCodepage }

  /// Appends bytes in a code page as UTF-8.
  mutating func append(_ bytes: [UInt8], in codepage: Codepage, to output: inout [UInt8]) {
    bytes.withByteView { view in
      if view.isASCII { return output.append(view) }
      let converter = converters[codepage] ?? Converter(codepage)
      converters[codepage] = converter
      if let converted = converter.converter?.utf8(view) {
        output += converted.bytes
      } else {
        output += Array(TextDecoder.decode(view, label: nil).text.utf8)
      }
    }
  }

  /// What `\fcharsetN` stands for (RTF specification 1.9.1, "Font Table"). 1, the default, is the document's.
  private static let codepages: [Int: UInt32] = [
    0: 1_252, 77: 10_000, 128: 932, 129: 949, 130: 1_361, 134: 936, 136: 950, 161: 1_253, 162: 1_254, 163: 1_258,
    177: 1_255, 178: 1_256, 186: 1_257, 204: 1_251, 222: 874, 238: 1_250, 254: 437, 255: 850,
  ]
}
