import LMDB
import TextAnalysis

/// Names from each of their words on, so that `aksoy` and `derya ak` both find Derya Aksoy.
enum NameIndex {
  /// Words of a name that it is found by.
  private static let words = 6
  /// Bytes of a name that are indexed; LMDB's keys have 511 at most.
  private static let byteCount = 160

  /// Whose name it is.
  enum Bearer {
    case contact(UInt64)
    case identity(UInt64)

    var bytes: [UInt8] {
      switch self {
      case .contact(let number): [0] + TimelineKeys.number(number)
      case .identity(let number): [1] + TimelineKeys.number(number)
      }
    }
  }

  /// The form under which a name stands in the index; empty where it has no word.
  static func form(_ name: String) -> String {
    var folded = TextFolding.fold(name).split(whereSeparator: { !$0.isLetter && !$0.isNumber }).joined(separator: " ")
    if folded.utf8.count > byteCount { folded = String(decoding: folded.utf8.prefix(byteCount), as: UTF8.self) }
    return folded
  }

  /// Takes the one form out and puts the other in.
  static func replace(
    _ old: String, by new: String, of bearer: Bearer, _ table: Table, _ transaction: borrowing WriteTransaction
  ) throws {
    guard old != new else { return }
    for key in keys(old, bearer) { _ = try transaction.delete(table, key) }
    for key in keys(new, bearer) { _ = try transaction.put(table, key, []) }
  }

  private static func keys(_ form: String, _ bearer: Bearer) -> [[UInt8]] {
    var keys: [[UInt8]] = []
    var rest = Substring(form)
    while !rest.isEmpty, keys.count < words {
      keys.append(Array(rest.utf8) + [0] + bearer.bytes)
      guard let space = rest.firstIndex(of: " ") else { break }
      rest = rest[rest.index(after: space)...]
    }
    return keys
  }

  /// The bearer at the end of a key.
  static func bearer(_ key: UnsafeRawBufferPointer) -> Bearer? {
    guard key.count >= 10, let number = TimelineKeys.read(key, at: key.count - 8) else { return nil }
    return key[key.count - 9] == 0 ? .contact(number) : .identity(number)
  }

  /// The folded name in a key.
  static func form(of key: UnsafeRawBufferPointer) -> String {
    String(decoding: UnsafeRawBufferPointer(rebasing: key[..<max(0, key.count - 10)]), as: UTF8.self)
  }
}
