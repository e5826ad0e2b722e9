/// Writes contacts as a table (RFC 4180) in UTF-8 with a byte order mark, which Excel needs; divided by commas, with CR LF
/// at the ends of lines.
///
/// The table read again gives the same cards, but for what a table cannot hold: documents, fields that are not in the
/// list of `ContactCard`, the labels of numbers beyond the columns; and semicolons or `:::` in a category, an address or a
/// number divide it. Text that begins like a formula gets an apostrophe before it, which reading takes away.
public enum CSVWriter {
  /// How many columns there are for mail addresses and numbers. A contact with more has the rest in the last column,
  /// divided by ` ::: `.
  public struct Layout: Sendable, Equatable {
    public var addresses: Int
    public var numbers: Int

    /// Bounded so that a table stays within `CardLimits.columns`.
    public init(addresses: Int, numbers: Int) {
      self.addresses = min(max(addresses, 1), 100)
      self.numbers = min(max(numbers, 1), 100)
    }

    /// With room for all that these cards hold.
    public init(for cards: [ContactCard]) {
      self.init(
        addresses: cards.map(\.addresses.count).max() ?? 1, numbers: cards.map(\.numbers.count).max() ?? 1)
    }
  }

  /// The byte order mark and the row of headings.
  public static func header(_ layout: Layout) -> [UInt8] {
    var headings = ["Kind", "Name", "Organisation", "Job Title"]
    headings += (1...layout.addresses).map { "E-mail \($0) - Value" }
    for number in 1...layout.numbers {
      headings += ["Label", "Fax", "Value"].map { "Phone \(number) - \($0)" }
    }
    headings.append("Categories")
    headings += CardField.all.map { $0.name == "address-home" ? "Full Home Address" : $0.heading }
    return [0xEF, 0xBB, 0xBF] + line(headings)
  }

  /// One contact.
  public static func row(_ card: ContactCard, _ layout: Layout) -> [UInt8] {
    var cells = [card.kind.rawValue, card.name, card.organisation, card.title]
    cells += columns(card.addresses, layout.addresses)
    let numbers = columns(card.numbers.map(\.number), layout.numbers)
    for (index, number) in numbers.enumerated() {
      let stated = index < card.numbers.count ? card.numbers[index] : nil
      cells += [stated?.label ?? "", stated?.isFax == true ? "yes" : "", number]
    }
    cells.append(card.categories.joined(separator: "; "))
    cells += CardField.all.map { field in
      let value = card.fields[field.name] ?? ""
      return field.name.hasPrefix("address") ? value.filledLines.joined(separator: " ::: ") : value
    }
    return line(cells.map(CSVGuard.added))
  }

  /// A whole table.
  public static func write(_ cards: [ContactCard]) -> [UInt8] {
    let layout = Layout(for: cards)
    return cards.reduce(into: header(layout)) { $0 += row($1, layout) }
  }

  private static func columns(_ values: [String], _ count: Int) -> [String] {
    guard values.count > count else { return values + Array(repeating: "", count: count - values.count) }
    return values.prefix(count - 1) + [values.dropFirst(count - 1).joined(separator: " ::: ")]
  }

  private static func line(_ cells: [String]) -> [UInt8] {
    Array(cells.map(quoted).joined(separator: [UInt8(ascii: ",")])) + [0x0D, 0x0A]
  }

  private static func quoted(_ cell: String) -> [UInt8] {
    let bytes = Array(cell.utf8)
    let needsQuotes = bytes.contains {
      $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0.isWhite
    }
    guard needsQuotes else { return bytes }
    return [UInt8(ascii: "\"")] + bytes.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] } + [UInt8(ascii: "\"")]
  }
}
