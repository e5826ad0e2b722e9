/// One field of a header section, as ranges of the bytes it was found in (RFC 5322 §2.2).
public struct HeaderField: Sendable, Hashable {
  /// The name, without the colon.
  public let name: Range<Int>

  /// All between the colon and the line end that ends the field, folds included.
  public let value: Range<Int>

  public let known: KnownField
}
