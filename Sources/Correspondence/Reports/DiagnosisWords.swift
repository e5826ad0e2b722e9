/// What is said about a failure, and what phrases in it tell.
struct DiagnosisWords {
  /// See `folded(_:)`.
  let folded: [UInt8]
  let stage: SMTPStage?
  /// Of the words from the first reply code on.
  private let answer: BounceReason?
  private let whole: BounceReason?
  /// What is worth believing only when nothing else is known.
  let weak: BounceReason?

  static let none = DiagnosisWords([])

  init(_ text: [UInt8]) {
    folded = Self.folded(text)
    stage = SMTPStage.of(folded)
    answer = ReasonPhrases.table.meaning(in: ReplyCodes.answer(in: folded))
    whole = ReasonPhrases.table.meaning(in: folded)
    weak = ReasonPhrases.weak.meaning(in: folded)
  }

  var isEmpty: Bool { folded.trimmedRange.isEmpty }

  /// What the other side answered counts before what the reporting system makes of it, save where an answer without a
  /// status says less.
  func phrase(_ codes: ReplyCodes) -> BounceReason? {
    guard let answer else { return whole }
    guard answer == .userUnknown, codes.status.map(\.isGeneric) ?? true, let whole else { return answer }
    return switch whole {
    case .suspended, .mailboxFull, .hasMoved, .filtered: whole
    default: answer
    }
  }

  /// A text folded, with single spaces, without links, and with `@` for every address: names say nothing about the failure.
  static func folded(_ text: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(text.count)
    let text = text.prefix(BounceRules.maximumDiagnosisBytes)
    var at = 0
    for found in AddressScanner.addresses(in: text, limit: .max) {
      kept.append(contentsOf: text[at..<found.range.lowerBound])
      kept.append(UInt8(ascii: "@"))
      at = found.range.upperBound
    }
    kept.append(contentsOf: text[at...])
    let folded = FoldedText(kept).bytes
    var output: [UInt8] = []
    output.reserveCapacity(folded.count)
    at = 0
    while at < folded.count {
      let byte = folded[at]
      if byte == UInt8(ascii: "h"), folded.hasBytes("http".utf8, at: at), let end = linkEnd(folded, at: at) {
        at = end
        continue
      }
      at += 1
      if byte.isSpaceOfASCII {
        if output.last != 0x20 { output.append(0x20) }
      } else {
        output.append(byte)
      }
    }
    return output
  }

  private static func linkEnd(_ text: [UInt8], at start: Int) -> Int? {
    guard text.hasBytes("://".utf8, at: start + 4) || text.hasBytes("s://".utf8, at: start + 4) else { return nil }
    var end = start
    while end < text.count, !text[end].isSpaceOfASCII { end += 1 }
    return end
  }
}
