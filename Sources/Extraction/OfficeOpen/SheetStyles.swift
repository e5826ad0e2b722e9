/// Which styles of a workbook show their number as a date or a time (ISO/IEC 29500-1 §18.8.30).
final class SheetStyles: XMLContent {
  enum Form { case number, date, time, dateAndTime }

  private var formats: [Int: Form] = [:]
  private var styles: [Form] = []
  private var isCellFormats = false

  var isFull: Bool { false }

  func form(ofStyle number: Int?) -> Form {
    guard let number, styles.indices.contains(number) else { return .number }
    return styles[number]
  }

  func begins(_ name: String, _ attributes: XMLAttributeList) {
    switch name {
    case "numFmt":
      if let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"] {
        formats[id] = Self.form(ofCode: code)
      }
    case "cellXfs": isCellFormats = true
    case "xf" where isCellFormats:
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      styles.append(formats[id] ?? Self.form(ofBuiltIn: id))
    default: break
    }
  }

  func ends(_ name: String) { if name == "cellXfs" { isCellFormats = false } }

  func characters(_ bytes: UnsafeBufferPointer<UInt8>) {}

  private static func form(ofBuiltIn id: Int) -> Form {
    switch id {
    case 14...17, 27...31, 34...36, 50...58: .date
    case 18...21, 32, 33, 45...47: .time
    case 22: .dateAndTime
    default: .number
    }
  }

  /// Letters of a format outside of quotes, brackets and escapes: y and d stand for dates, h and s for times.
  static func form(ofCode code: String) -> Form {
    var (isQuoted, isBracketed, isEscaped) = (false, false, false)
    var (hasDate, hasTime, hasMonth) = (false, false, false)
    for character in code.prefix(1_000).lowercased() {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch character {
      case "\"": isQuoted.toggle()
      case "\\", "_", "*": isEscaped = !isQuoted
      case "[" where !isQuoted: isBracketed = true
      case "]" where !isQuoted: isBracketed = false
      case ";" where !isQuoted: return form(hasDate || (hasMonth && !hasTime), hasTime)
      case "y" where !isQuoted && !isBracketed, "d" where !isQuoted && !isBracketed: hasDate = true
      case "h" where !isQuoted, "s" where !isQuoted && !isBracketed: hasTime = true
      case "m" where !isQuoted && !isBracketed: hasMonth = true
      default: break
      }
    }
    return form(hasDate || (hasMonth && !hasTime), hasTime)
  }

  private static func form(_ hasDate: Bool, _ hasTime: Bool) -> Form {
    hasDate ? (hasTime ? .dateAndTime : .date) : hasTime ? .time : .number
  }
}
