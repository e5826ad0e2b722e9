/// The cells of one sheet (ISO/IEC 29500-1 §18.3): a row is a line, cells stand apart by tabs.
final class SheetText: XMLContent {
  private(set) var sink: TextSink
  private let strings: SharedStrings
  private let styles: SheetStyles
  private let since1904: Bool
  private var type = ""
  private var style: Int?
  private var value: [UInt8] = []
  private var isValue = false
  private var isPhonetic = false
  private var rowHasCells = false

  init(_ strings: SharedStrings, _ styles: SheetStyles, since1904: Bool, _ limits: ExtractionLimits) {
    sink = TextSink(limit: limits.maximumTextBytes)
    (self.strings, self.styles, self.since1904) = (strings, styles, since1904)
  }

  var isFull: Bool { sink.isFull }

  func startSheet(_ name: String?) {
    if !sink.isEmpty {
      sink.endLine()
      sink.append("\n")
    }
    if let name { sink.append(name + "\n") }
    (value, isValue, isPhonetic, rowHasCells) = ([], false, false, false)
  }

  func begins(_ name: String, _ attributes: XMLAttributeList) {
    switch name {
    case "c":
      type = attributes["t"] ?? ""
      style = attributes["s"].flatMap { Int($0) }
      value.removeAll(keepingCapacity: true)
    case "v": isValue = true
    // Strings that stand in the cell itself, and the texts of comments.
    case "t": isValue = !isPhonetic
    case "rPh": isPhonetic = true
    default: break
    }
  }

  func ends(_ name: String) {
    switch name {
    case "v", "t": isValue = false
    case "rPh": isPhonetic = false
    case "c": endCell()
    case "row":
      if rowHasCells { sink.append("\n") }
      rowHasCells = false
    case "comment":
      sink.append(value)
      sink.append("\n")
      value.removeAll(keepingCapacity: true)
    default: break
    }
  }

  func characters(_ bytes: UnsafeBufferPointer<UInt8>) { if isValue { value += bytes } }

  private func endCell() {
    guard !value.isEmpty else { return }
    if rowHasCells { sink.append("\t") }
    rowHasCells = true
    if type == "s" {
      if let number = Int(String(decoding: value, as: UTF8.self)), let text = strings[number] { sink.append(text) }
      return
    }
    if type == "b" { return sink.append(value.first == 0x31 ? "TRUE" : "FALSE") }
    guard type.isEmpty || type == "n" else { return sink.append(value) }
    sink.append(number(String(decoding: value, as: UTF8.self)))
  }

  /// A number as a reader would look for it: dates as dates, and without the noise of binary fractions.
  private func number(_ text: String) -> String {
    guard let number = Double(text), number.isFinite else { return text }
    let form = styles.form(ofStyle: style)
    if form != .number { return SheetDate.text(number, form, since1904: since1904) ?? text }
    if text.utf8.count < 16 || abs(number) >= 1e15 { return text }
    // 15 digits are what a workbook itself keeps of a number; 0.1 + 0.2 is stored as 0.30000000000000004.
    let digits = 14 - Int(number == 0 ? 0 : Double(number.magnitude.exponent) * 0.301_03)
    guard digits > 0, digits < 18 else { return text }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return "\((number * scale).rounded() / scale)"
  }
}
