/// Alphabetic time zones.
enum ZoneName {
  enum Meaning: Hashable {
    case offset(minutes: Int)
    /// Says nothing: the time is taken for UTC.
    case unknown
  }

  /// The zones of RFC 5322 §4.3, then those that name one offset beyond doubt wherever they are written. Single letters
  /// were defined wrongly in RFC 822 and mean nothing, save `Z`; names with several meanings (`IST`) are left unknown.
  static func meaning(of word: ByteView) -> Meaning? {
    guard word.count <= 5 else { return nil }
    if word.count == 1 { return word.equals(ignoringCase: "z") ? .offset(minutes: 0) : .unknown }
    var key: UInt64 = 0
    for i in 0..<word.count { key = key << 8 | UInt64(ASCII.lower(word[i])) }
    if let minutes = offsets[key] { return .offset(minutes: minutes) }
    return isWeekday(word) ? nil : .unknown
  }

  private static func isWeekday(_ word: ByteView) -> Bool {
    word.equals(ignoringCase: "mon") || word.equals(ignoringCase: "tue") || word.equals(ignoringCase: "wed")
      || word.equals(ignoringCase: "thu") || word.equals(ignoringCase: "fri") || word.equals(ignoringCase: "sat")
      || word.equals(ignoringCase: "sun")
  }

  private static let offsets: [UInt64: Int] = {
    let hours: [(String, Double)] = [
      ("ut", 0), ("utc", 0), ("gmt", 0),
      ("est", -5), ("edt", -4), ("cst", -6), ("cdt", -5), ("mst", -7), ("mdt", -6), ("pst", -8), ("pdt", -7),
      ("ast", -4), ("adt", -3), ("nst", -3.5), ("ndt", -2.5), ("akst", -9), ("akdt", -8), ("hst", -10),
      ("wet", 0), ("west", 1), ("bst", 1), ("cet", 1), ("met", 1), ("mez", 1), ("cest", 2), ("mest", 2), ("mesz", 2),
      ("eet", 2), ("eest", 3), ("trt", 3), ("msk", 3), ("msd", 4), ("sast", 2), ("hkt", 8), ("sgt", 8), ("jst", 9),
      ("kst", 9), ("acst", 9.5), ("aest", 10), ("aedt", 11), ("nzst", 12), ("nzdt", 13),
    ]
    var table: [UInt64: Int] = [:]
    for (name, offset) in hours {
      table[name.utf8.reduce(0) { $0 << 8 | UInt64($1) }] = Int(offset * 60)
    }
    return table
  }()
}
