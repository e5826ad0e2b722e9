/// The strings of a workbook, which cells name by number (ISO/IEC 29500-1 §18.4).
final class SharedStrings: XMLContent {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var isText = false
  /// How a word sounds, beside how it is written.
  private var isPhonetic = false

  var isFull: Bool { false }

  subscript(number: Int) -> ArraySlice<UInt8>? {
    guard ends.indices.contains(number) else { return nil }
    return bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
  }

  func begins(_ name: String, _ attributes: XMLAttributeList) {
    if name == "t" { isText = !isPhonetic }
    if name == "rPh" { isPhonetic = true }
  }

  func ends(_ name: String) {
    switch name {
    case "t": isText = false
    case "rPh": isPhonetic = false
    case "si": ends.append(bytes.count)
    default: break
    }
  }

  func characters(_ text: UnsafeBufferPointer<UInt8>) { if isText { bytes += text } }
}
