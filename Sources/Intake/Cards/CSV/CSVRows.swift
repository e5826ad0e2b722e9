/// Divides a table into rows and fields (RFC 4180), in bytes: separators and quotation marks are ASCII in every charset
/// that such files come in.
struct CSVRows {
  enum Fault: Equatable {
    /// The rest of the file is one open field.
    case unterminated(line: Int)
    case fieldTooLarge(line: Int, isRestLost: Bool)
    case tooManyColumns
  }

  struct Row {
    var fields: [[UInt8]] = []
    let offset: Int
    let line: Int
    var fault: Fault?
    /// Text stood behind the closing quotation mark of a field.
    var hasStrayText = false
    /// Nothing but blanks and separators.
    var isEmpty: Bool { fault == nil && fields.allSatisfy { $0.allSatisfy(\.isWhite) } }
  }

  private let bytes: [UInt8]
  let separator: UInt8
  private(set) var place: Int
  private(set) var line: Int

  init(_ bytes: [UInt8], separator: UInt8, from start: Int = 0, line: Int = 1) {
    self.bytes = bytes
    self.separator = separator
    place = start
    self.line = line
  }

  mutating func next() -> Row? {
    guard place < bytes.count else { return nil }
    var row = Row(offset: place, line: line)
    while true {
      let field = readField(&row)
      if row.fields.count < CardLimits.columns {
        row.fields.append(field)
      } else if row.fault == nil {
        row.fault = .tooManyColumns
      }
      guard place < bytes.count else { return row }
      if bytes[place] == separator {
        place += 1
        // A separator at the end of the file has an empty field behind it.
        continue
      }
      skipLineEnd()
      return row
    }
  }

  private mutating func readField(_ row: inout Row) -> [UInt8] {
    var field: [UInt8] = []
    let opening = quoteBehindBlanks()
    if let opening {
      place = opening
      let openingLine = line
      place += 1
      guard readQuoted(&field, &row, openingLine) else { return [] }
    }
    let start = place
    while place < bytes.count, bytes[place] != separator, bytes[place] != 0x0A, bytes[place] != 0x0D { place += 1 }
    if opening != nil, bytes[start..<place].contains(where: { !$0.isWhite }) { row.hasStrayText = true }
    if opening == nil || row.hasStrayText {
      if field.count + place - start > CardLimits.field {
        if row.fault == nil { row.fault = .fieldTooLarge(line: line, isRestLost: false) }
        return []
      }
      field += bytes[start..<place]
    }
    return field
  }

  /// Some writers put a blank between the separator and the quotation mark.
  private func quoteBehindBlanks() -> Int? {
    var at = place
    while at < bytes.count, bytes[at] == 0x20 { at += 1 }
    return at < bytes.count && bytes[at] == UInt8(ascii: "\"") ? at : nil
  }

  /// Reads up to the closing mark.
  /// - Returns: false when there is none; then there is nothing more to read.
  private mutating func readQuoted(_ field: inout [UInt8], _ row: inout Row, _ openingLine: Int) -> Bool {
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\"") {
        place += 1
        guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { return true }
      } else if byte == 0x0A || (byte == 0x0D && (place + 1 == bytes.count || bytes[place + 1] != 0x0A)) {
        line += 1
      }
      guard field.count < CardLimits.field else {
        row.fault = .fieldTooLarge(line: openingLine, isRestLost: true)
        place = bytes.count
        return false
      }
      field.append(byte)
      place += 1
    }
    row.fault = .unterminated(line: openingLine)
    return false
  }

  private mutating func skipLineEnd() {
    if bytes[place] == 0x0D {
      place += 1
      if place < bytes.count, bytes[place] == 0x0A { place += 1 }
    } else {
      place += 1
    }
    line += 1
  }
}
