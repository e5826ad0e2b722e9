import Correspondence

/// A part with its text, for comparing.
struct Piece: Equatable, CustomStringConvertible {
  var kind: TextPart.Kind
  var text: String

  static func own(_ text: String) -> Piece { Piece(kind: .own, text: text) }
  static func quoted(_ text: String) -> Piece { Piece(kind: .quoted, text: text) }
  static func signature(_ text: String) -> Piece { Piece(kind: .signature, text: text) }

  var description: String { "\(kind): \(text.debugDescription)" }
}

func parts(_ bytes: [UInt8]) -> [TextPart] {
  bytes.withUnsafeBytes { QuoteSplitter.split($0) }
}

func pieces(_ text: String) -> [Piece] {
  let bytes = Array(text.utf8)
  return parts(bytes).map { Piece(kind: $0.kind, text: String(decoding: bytes[$0.range], as: UTF8.self)) }
}
