/// A pattern for names of folders in Unicode, like those of LIST (RFC 3501 §6.3.8): `*` stands for anything, `%` for
/// anything within one level. Case doesn't matter, nor which i it is.
public struct IMAPFolderPattern: Sendable, Hashable, CustomStringConvertible {
  /// In characters. Matching takes time by the product of pattern and name.
  public static let maximumLength = 1_000
  /// Characters of a name that can be matched; the longest name that evrak sends has fewer.
  static let maximumNameLength = 16 << 10

  public let description: String
  private let characters: [Character]

  /// - Returns: `nil` for an empty pattern, or one longer than `maximumLength`.
  public init?(_ text: String) {
    characters = text.prefix(Self.maximumLength + 1).map { FoldedFolderName.fold($0) }
    guard !characters.isEmpty, characters.count <= Self.maximumLength else { return nil }
    description = text
  }

  public func matches(_ listing: IMAPMailboxListing) -> Bool {
    matches(listing.name.text, delimiter: listing.delimiter)
  }

  /// - Parameter delimiter: what stands between levels, if anything does.
  public func matches(_ name: String, delimiter: Unicode.Scalar?) -> Bool {
    let name = name.prefix(Self.maximumNameLength + 1).map { FoldedFolderName.fold($0) }
    guard name.count <= Self.maximumNameLength else { return false }
    let delimiter = delimiter.map { FoldedFolderName.fold(Character($0)) }
    // Which ends of the pattern's beginnings are reached by the name so far.
    var reached = [Bool](repeating: false, count: characters.count + 1)
    reached[0] = true
    passEmpty(&reached)
    for character in name {
      var next = [Bool](repeating: false, count: characters.count + 1)
      var isAlive = false
      for (place, wanted) in characters.enumerated() where reached[place] {
        switch wanted {
        case "*": next[place] = true
        case "%" where character != delimiter: next[place] = true
        case character: next[place + 1] = true
        default: continue
        }
        isAlive = true
      }
      guard isAlive else { return false }
      passEmpty(&next)
      reached = next
    }
    return reached[characters.count]
  }

  /// A wildcard may stand for nothing.
  private func passEmpty(_ reached: inout [Bool]) {
    for (place, wanted) in characters.enumerated() where reached[place] && (wanted == "*" || wanted == "%") {
      reached[place + 1] = true
    }
  }
}

/// Which folders of an account are read.
public struct IMAPFolderSelection: Sendable, Hashable {
  /// Empty: all.
  public let included: [IMAPFolderPattern]
  /// Stronger than `included`.
  public let excluded: [IMAPFolderPattern]

  public init(included: [IMAPFolderPattern] = [], excluded: [IMAPFolderPattern] = []) {
    self.included = included
    self.excluded = excluded
  }

  public func contains(_ listing: IMAPMailboxListing) -> Bool {
    (included.isEmpty || included.contains { $0.matches(listing) }) && !excluded.contains { $0.matches(listing) }
  }
}
