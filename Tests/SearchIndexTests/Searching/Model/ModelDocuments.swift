import TextAnalysis

@testable import SearchIndex

/// Makes small documents in several languages, with many forms of few words.
struct ModelDocuments {
  static let words = """
    fatura faturalar faturası FATURALARIN fatûra ödeme odeme ödemeler ÖDEMELERİ ödemesi ışık ISIK Işık isik IŞIK ışıklar
    İstanbul istanbul ISTANBUL İSTANBUL'DA teslimat teslimatı çelik ÇELİK celik şirket şirketi Şirketler sirket yağmur
    kitap kitabı kitaplar ağaç ağacı renk rengi açık acik açıklama açıklamalar sipariş siparis siparişi dağ dag
    invoice invoices invoiced invoicing deliver delivery delivered résumé resume resumes contract contracts contracting
    harbour harbours run running runs Straße STRASSE strasse Häuser Haus haus Bücher Buch счёт счета договор договора
    σίγουρος 発注書 契約書番号 合同 สวัสดีครับ 2024 2024-03 4711 x y z a b e-fatura ağ ağı can't 3.14 ﬁnance finance
    """.split(whereSeparator: \.isWhitespace).map(String.init) + [
      String(repeating: "uzun", count: 90), String(repeating: "ü", count: 200), "yumuşak\u{AD}tire", "naı\u{308}ve",
    ]
  static let languages: [TextLanguage] = [.turkish, .turkish, .english, .english, .unknown, .german, .russian]
  static let accounts = ["desk@kuzey.example", "info@kuzey.example", "fax", "", String(repeating: "k", count: 390)]

  let longest: Int

  func document(_ key: UInt64, _ dice: inout Dice) -> IndexDocument {
    var texts: [IndexDocument.Text] = []
    for field in 0...1 {
      for _ in 0..<dice.pick([0, 1, 1, 1, 2]) {
        texts.append(
          IndexDocument.Text(field: field, bytes: text(&dice), language: dice.pick(Self.languages)))
      }
    }
    var keywords: [IndexDocument.Keyword] = []
    for _ in 0..<dice.below(3) {
      keywords.append(IndexDocument.Keyword(kind: 0, value: Array(dice.pick(Self.accounts).utf8)))
    }
    if dice.chance(70) { keywords.append(IndexDocument.Keyword(kind: 1, value: Array("t\(dice.below(30))".utf8))) }
    return IndexDocument(
      key: key, texts: texts, keywords: keywords, values: [Int64(dice.below(40)) - 20, 0])
  }

  private func text(_ dice: inout Dice) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<dice.below(longest + 1) {
      // The first words are frequent, the last ones rare.
      let rank = min(dice.below(Self.words.count), dice.below(Self.words.count))
      bytes += Array(Self.words[rank].utf8)
      if dice.chance(1) { bytes += [0xFF, 0xC4] }
      bytes += Array(dice.pick([" ", " ", " ", ", ", "-", "\n", ".", " — "]).utf8)
    }
    return bytes
  }
}

/// Makes clauses of every kind.
struct ModelClauses {
  let keys: [UInt64]

  func clause(_ dice: inout Dice, depth: Int = 0) -> SearchClause {
    if depth < 3, dice.chance(depth == 0 ? 60 : 35) {
      var parts: [SearchClause] = []
      for _ in 0..<dice.pick([0, 1, 2, 2, 2, 3, 3, 4]) {
        let part = clause(&dice, depth: depth + 1)
        // What is asked for twice counts once or twice: which of them is left open.
        if !parts.contains(part) { parts.append(part) }
      }
      if dice.chance(15) { return .not(clause(&dice, depth: depth + 1)) }
      return dice.chance(50) ? .and(parts) : .or(parts)
    }
    switch dice.below(20) {
    case 0: return .all
    case 1: return .nothing
    case 2...8: return .words(words(&dice, dice.pick([1, 1, 1, 1, 2, 2, 3])), in: fields(&dice))
    case 9...12: return .prefix(prefix(&dice), in: fields(&dice))
    case 13, 14:
      return dice.chance(50)
        ? .keyword(kind: 0, value: Array(dice.pick(ModelDocuments.accounts).utf8))
        : .keyword(kind: 1, value: Array("t\(dice.below(32))".utf8))
    case 15: return .keywordPrefix(kind: dice.below(2), value: Array(dice.pick(["", "t", "t1", "desk", "q"]).utf8))
    case 16, 17:
      let first = Int64(dice.below(50)) - 25
      return .range(column: 0, first...(first + Int64(dice.below(20))))
    case 18: return .keys(Set((0..<dice.below(6)).map { _ in keys.isEmpty ? 0 : dice.pick(keys) }))
    default: return .words(dice.pick(["", "-", "…", "fatura fatura", "2024-03", "e-fatura"]), in: fields(&dice))
    }
  }

  private func fields(_ dice: inout Dice) -> Set<Int>? {
    dice.chance(70) ? nil : dice.pick([[0], [1], [0, 1]])
  }

  private func words(_ dice: inout Dice, _ count: Int) -> String {
    (0..<count).map { _ in
      ModelDocuments.words[min(dice.below(ModelDocuments.words.count), dice.below(ModelDocuments.words.count))]
    }.joined(separator: " ")
  }

  private func prefix(_ dice: inout Dice) -> String {
    let word = words(&dice, 1)
    let beginning = String(word.prefix(1 + dice.below(min(word.count, 8))))
    return dice.chance(15) ? words(&dice, 1) + " " + beginning : beginning
  }
}
