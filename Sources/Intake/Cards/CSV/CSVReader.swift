/// Reads the contacts of a table: a row of headings, and a row for each contact.
struct CSVReader {
  let bytes: [UInt8]
  let charset: CardCharset
  /// Where the text begins: behind a byte order mark.
  let start: Int

  private struct Head {
    var rows: CSVRows
    let columns: [CSVColumn?]
    let line: Int
  }

  func read(_ take: (Result<ContactCard, CardError>) throws -> Void) throws {
    guard var head = try findHead(take) else { return }
    while let row = head.rows.next() {
      if row.isEmpty { continue }
      if let error = refusal(of: row) {
        try take(.failure(error))
      } else {
        var builder = CSVRowReader(columns: head.columns, charset: charset)
        try take(builder.read(row))
      }
    }
  }

  /// The separator is the one with which most headings are known, else the one that gives most columns.
  private func findHead(_ take: (Result<ContactCard, CardError>) throws -> Void) throws -> Head? {
    var best: (head: Head, known: Int, first: CSVRows.Row)?
    let stated = statedSeparator()
    for separator in stated.map({ [$0.separator] }) ?? [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09] {
      var rows = CSVRows(bytes, separator: separator, from: stated?.end ?? start, line: stated == nil ? 1 : 2)
      var first = rows.next()
      while first?.isEmpty == true { first = rows.next() }
      guard let first else { continue }
      let columns = first.fields.map { CSVColumn.read(charset.text($0).text) }
      let known = columns.reduce(0) { $0 + ($1 == nil ? 0 : 1) }
      if let old = best, (old.known, old.first.fields.count) >= (known, first.fields.count) { continue }
      best = (Head(rows: rows, columns: columns, line: first.line), known, first)
    }
    guard let best else {
      try take(
        .failure(CardError(code: .empty, offset: 0, line: 1, reason: "there are only empty rows in the table")))
      return nil
    }
    if let error = refusal(of: best.first) {
      try take(.failure(error))
      return nil
    }
    guard best.head.columns.contains(where: { $0?.isTelling == true }) else {
      try take(.failure(unknownHeadings(best.first)))
      return nil
    }
    return best.head
  }

  /// Excel's first line `sep=;`.
  private func statedSeparator() -> (separator: UInt8, end: Int)? {
    let line = bytes[start...].prefix { $0 != 0x0A && $0 != 0x0D }
    let text = line.filter { $0 != UInt8(ascii: "\"") }
    guard text.count == 5, String(decoding: text.prefix(4), as: UTF8.self).asciiLowercased == "sep=" else { return nil }
    let separator = text[4]
    guard separator < 0x80, !separator.isNameByte, separator >= 0x20 || separator == 0x09 else { return nil }
    var end = line.endIndex
    if end < bytes.count, bytes[end] == 0x0D { end += 1 }
    if end < bytes.count, bytes[end] == 0x0A { end += 1 }
    return (separator, end)
  }

  private func unknownHeadings(_ row: CSVRows.Row) -> CardError {
    let isSpreadsheet = bytes[start...].starts(with: [0x50, 0x4B, 0x03, 0x04])
    let reason =
      isSpreadsheet
      ? "this is a spreadsheet or another packed file; save it as CSV"
      : "no heading of this row is known; the first row must name the columns, for instance: \(CSVHeadings.examples)"
    return CardError(code: .noKnownColumn, offset: UInt64(row.offset), line: row.line, reason: reason)
  }

  private func refusal(of row: CSVRows.Row) -> CardError? {
    let offset = UInt64(row.offset)
    switch row.fault {
    case nil: return nil
    case .unterminated(let line):
      return CardError(
        code: .unterminatedField, offset: offset, line: row.line,
        reason:
          "the quotation mark that opens a field in line \(line) is never closed; this row and all behind it were "
          + "not read; close the field and read the file again")
    case .fieldTooLarge(let line, let isRestLost):
      return CardError(
        code: .fieldTooLarge, offset: offset, line: row.line,
        reason: "the field in line \(line) is larger than \(CardLimits.field >> 20) MiB"
          + (isRestLost
            ? "; most likely its quotation mark is not closed; this row and all behind it were not read"
            : "; the row was not read"))
    case .tooManyColumns:
      return CardError(
        code: .tooManyColumns, offset: offset, line: row.line,
        reason: "the row has more than \(CardLimits.columns) columns; it was not read")
    }
  }
}
