/// Reads the date of a `Date` or `Received` field: RFC 5322 §3.3, the obsolete forms of §4.3, and what programs wrote
/// instead: `asctime` order, hyphens, dots in the time, full names of months, ISO 8601.
struct DateReader {
  private let view: ByteView
  private var at = 0

  private var day: Int?
  private var month: Int?
  private var year: Int?
  private var time: (hour: Int, minute: Int, second: Int)?
  private var zone: ZoneName.Meaning?

  /// More tokens than this are no date.
  private static let maximumTokens = 24

  static func read(_ value: ByteView) -> MailDate? {
    var reader = DateReader(view: value[0..<min(value.count, 512)])
    return reader.read()
  }

  private init(view: ByteView) { self.view = view }

  private mutating func read() -> MailDate? {
    skipSpace()
    if let iso = readISO8601() { return iso }
    for _ in 0..<Self.maximumTokens {
      skipSpace()
      guard at < view.count else { break }
      guard step() else { return nil }
    }
    return assemble()
  }

  // MARK: Tokens

  /// Takes one token; false when it makes the text no date.
  private mutating func step() -> Bool {
    let byte = view[at]
    if ASCII.isDigit(byte) { return takeNumber() }
    if ASCII.isLetter(byte) {
      takeWord()
      return true
    }
    if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
      at += 1
      if time != nil, at < view.count, ASCII.isDigit(view[at]) { takeOffset(isNegative: byte == UInt8(ascii: "-")) }
      return true
    }
    at += 1  // commas, dots and whatever else stands between
    return true
  }

  private mutating func digits() -> (value: Int, count: Int) {
    var value = 0
    var count = 0
    while at < view.count, ASCII.isDigit(view[at]) {
      if count < 9 { value = value * 10 + Int(view[at] & 15) }
      count += 1
      at += 1
    }
    return (value, count)
  }

  private mutating func takeNumber() -> Bool {
    let (value, count) = digits()
    guard count <= 9 else { return false }
    if time == nil, count <= 2, at + 1 < view.count, isTimeSeparator(at) { return takeTime(hour: value) }
    if day == nil, count <= 2 {
      day = value
    } else if year == nil {
      year = Self.fullYear(value, digits: count)
    }
    return true
  }

  /// A colon, or a dot between digits once the year is known (`10.11.12`).
  private func isTimeSeparator(_ offset: Int) -> Bool {
    guard ASCII.isDigit(view[offset + 1]) else { return false }
    return view[offset] == UInt8(ascii: ":") || (view[offset] == UInt8(ascii: ".") && month != nil && year != nil)
  }

  private mutating func takeTime(hour: Int) -> Bool {
    var fields = [hour, 0, 0]
    for i in 1...2 {
      guard at + 1 < view.count, view[at] == UInt8(ascii: ":") || view[at] == UInt8(ascii: "."),
        ASCII.isDigit(view[at + 1])
      else { break }
      at += 1
      fields[i] = digits().value
    }
    guard fields[0] < 24, fields[1] < 60, fields[2] <= 60 else { return false }
    time = (fields[0], fields[1], fields[2])
    return true
  }

  private mutating func takeOffset(isNegative: Bool) {
    var (value, count) = digits()
    if count <= 2, at + 1 < view.count, view[at] == UInt8(ascii: ":"), ASCII.isDigit(view[at + 1]) {
      at += 1
      value = value * 100 + digits().value
    } else if count <= 2 {
      value *= 100
    }
    guard isPending(zone) else { return }
    zone = Self.offset(value, isNegative: isNegative)
  }

  /// A numeric offset overrides `GMT` and `UTC` before it (`GMT+0300`).
  private func isPending(_ zone: ZoneName.Meaning?) -> Bool {
    guard let zone else { return true }
    return zone == .offset(minutes: 0) || zone == .unknown
  }

  static func offset(_ value: Int, isNegative: Bool) -> ZoneName.Meaning {
    let minutes = value / 100 * 60 + value % 100
    if value % 100 >= 60 || minutes >= 24 * 60 || (isNegative && minutes == 0) { return .unknown }
    return .offset(minutes: isNegative ? -minutes : minutes)
  }

  private mutating func takeWord() {
    let start = at
    while at < view.count, ASCII.isLetter(view[at]) { at += 1 }
    let word = view[start..<at]
    if month == nil, let number = Self.monthNumber(word) {
      month = number
    } else if let current = time, word.equals(ignoringCase: "pm") {
      if current.hour < 12 { time = (current.hour + 12, current.minute, current.second) }
    } else if let current = time, word.equals(ignoringCase: "am") {
      if current.hour == 12 { time = (0, current.minute, current.second) }
    } else if time != nil, zone == nil {
      zone = ZoneName.meaning(of: word)
    }
  }

  private mutating func skipSpace() {
    var depth = 0
    while at < view.count {
      let byte = view[at]
      if byte == UInt8(ascii: "(") {
        depth += 1
      } else if byte == UInt8(ascii: ")") {
        depth = max(0, depth - 1)
      } else if depth == 0, !ASCII.isSpace(byte) {
        return
      }
      at += 1
    }
  }

  // MARK: Meaning

  /// Told by the first three letters; full names and abbreviations with a dot begin with the same.
  private static func monthNumber(_ word: ByteView) -> Int? {
    guard word.count >= 3 else { return nil }
    let key = UInt32(word[0] | 0x20) << 16 | UInt32(word[1] | 0x20) << 8 | UInt32(word[2] | 0x20)
    switch key {
    case 0x6A_616E: return 1  // jan
    case 0x66_6562: return 2  // feb
    case 0x6D_6172: return 3  // mar
    case 0x61_7072: return 4  // apr
    case 0x6D_6179: return 5  // may
    case 0x6A_756E: return 6  // jun
    case 0x6A_756C: return 7  // jul
    case 0x61_7567: return 8  // aug
    case 0x73_6570: return 9  // sep
    case 0x6F_6374: return 10  // oct
    case 0x6E_6F76: return 11  // nov
    case 0x64_6563: return 12  // dec
    default: return nil
    }
  }

  /// Two digits: 00–49 are of this century, 50–99 of the last; three digits count from 1900 (RFC 5322 §4.3).
  private static func fullYear(_ value: Int, digits: Int) -> Int {
    switch digits {
    case 1, 2: value < 50 ? 2000 + value : 1900 + value
    case 3: 1900 + value
    default: value
    }
  }

  private func assemble() -> MailDate? {
    guard let day, let month, let year, (1...9999).contains(year) else { return nil }
    return Self.date(CivilDate(year: Int64(year), month: month, day: day), time ?? (0, 0, 0), zone)
  }

  private static func date(
    _ civil: CivilDate, _ time: (hour: Int, minute: Int, second: Int), _ zone: ZoneName.Meaning?
  ) -> MailDate? {
    guard civil.exists else { return nil }
    var seconds = civil.daysSinceEpoch * 86_400
    seconds += Int64(time.hour * 3_600 + time.minute * 60 + time.second)
    guard case .offset(let minutes) = zone else { return MailDate(secondsSinceEpoch: seconds, zoneOffsetMinutes: nil) }
    return MailDate(secondsSinceEpoch: seconds - Int64(minutes) * 60, zoneOffsetMinutes: minutes)
  }

  /// `2024-03-05T10:11:12+03:00` and its variants with a space, a fraction or no zone (RFC 3339 §5.6).
  private mutating func readISO8601() -> MailDate? {
    let start = at
    defer { at = start }
    let year = digits()
    guard year.count == 4, (1...9999).contains(year.value), take("-") else { return nil }
    let month = digits()
    guard month.count == 2, take("-") else { return nil }
    let day = digits()
    guard day.count == 2 else { return nil }
    if at < view.count, ASCII.lower(view[at]) == UInt8(ascii: "t") { at += 1 }
    skipSpace()
    let hour = digits()
    if hour.count == 2, at + 1 < view.count, isTimeSeparator(at) {
      guard takeTime(hour: hour.value) else { return nil }
      if take(".") { _ = digits() }
    }
    skipSpace()
    while at < view.count, zone == nil {
      guard step() else { return nil }
      skipSpace()
    }
    let result = Self.date(
      CivilDate(year: Int64(year.value), month: month.value, day: day.value), time ?? (0, 0, 0), zone)
    (time, zone, self.day, self.month, self.year) = (nil, nil, nil, nil, nil)
    return result
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard at < view.count, view[at] == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }
}
