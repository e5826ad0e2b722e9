/// Bounds on what a file of contacts may make us do. The largest address books seen have some ten thousand contacts.
public enum CardLimits {
  /// Bytes of one file. 100,000 cards of 2 KiB, each tenth with a picture, fit.
  public static let file = 256 << 20

  /// Bytes of text in one field of a card or a table; more is a file that was quoted wrongly.
  public static let field = 1 << 20

  /// Bytes of one property of a vCard as written, which a picture in base64 may need: photographs of telephones have
  /// 5 MiB.
  public static let property = 32 << 20

  /// Columns of a table. The exports of Outlook and Google have about 100.
  public static let columns = 1_000

  /// Values in one card: properties, and the entries of their lists.
  public static let values = 10_000

  /// Cards inside cards (AGENT of RFC 2426 §3.5.4). One is rare.
  static let depth = 8

  /// Parameters of one property, and bytes of its name and its parameters.
  static let parameters = 1_000
  static let head = 64 << 10

  /// Defects that are told of one card.
  static let defects = 100
}
