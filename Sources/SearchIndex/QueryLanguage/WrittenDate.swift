/// A date as people and programs write it: `2024`, `2024-05`, `2024-05-17`, `2024-05-17T10:30` with seconds and zone (RFC
/// 3339), and the Turkish `05.2024` and `17.05.2024`.
struct WrittenDate {
  enum Precision {
    case year, month, day
    /// The length of the time's last written unit in microseconds.
    case time(Int64)
  }

  private(set) var time = CivilTime(year: 0)
  private(set) var precision = Precision.year
  /// The zone, where it is written.
  private(set) var secondsEast: Int?
  private var rest: Substring.UTF8View

  /// Whether the calendar has such a day and the clock such a time.
  var exists: Bool { time.exists && (-86_400...86_400).contains(secondsEast ?? 0) }

  /// Nil for what has another form.
  init?(_ text: String) {
    // Longer than any of the forms.
    guard text.utf8.count <= 40 else { return nil }
    rest = Substring(text).utf8
    guard readDate() else { return nil }
    if case .day = precision, take(0x54) || take(0x74) || take(0x20) {
      guard readTime(), readZone() else { return nil }
    }
    guard rest.isEmpty else { return nil }
  }

  private mutating func readDate() -> Bool {
    guard let first = number(upTo: 4) else { return false }
    if first.digits == 4 {
      time.year = first.value
      let separators: [UInt8] = [0x2D, 0x2F]
      guard let separator = separators.first(where: { take($0) }) else { return true }
      guard let month = number(upTo: 2) else { return false }
      (time.month, precision) = (month.value, .month)
      guard take(separator) else { return true }
      guard let day = number(upTo: 2) else { return false }
      (time.day, precision) = (day.value, .day)
      return true
    }
    guard first.digits <= 2, take(0x2E), let second = number(upTo: 4) else { return false }
    if second.digits == 4 {
      (time.month, time.year, precision) = (first.value, second.value, .month)
      return true
    }
    guard second.digits <= 2, take(0x2E), let year = number(upTo: 4), year.digits == 4 else { return false }
    (time.day, time.month, time.year, precision) = (first.value, second.value, year.value, .day)
    return true
  }

  private mutating func readTime() -> Bool {
    guard let hour = number(upTo: 2), take(0x3A), let minute = number(upTo: 2), minute.digits == 2 else { return false }
    (time.hour, time.minute, precision) = (hour.value, minute.value, .time(60_000_000))
    guard take(0x3A) else { return true }
    guard let second = number(upTo: 2), second.digits == 2 else { return false }
    (time.second, precision) = (second.value, .time(1_000_000))
    guard take(0x2E) else { return true }
    guard let fraction = number(upTo: 6) else { return false }
    let unit = [100_000, 10_000, 1_000, 100, 10, 1][fraction.digits - 1]
    (time.microsecond, precision) = (fraction.value * unit, .time(Int64(unit)))
    return true
  }

  private mutating func readZone() -> Bool {
    if take(0x5A) || take(0x7A) {
      secondsEast = 0
      return true
    }
    let isEast = take(0x2B)
    guard isEast || take(0x2D) else { return true }
    guard let hours = number(upTo: 2), hours.digits == 2 else { return false }
    var seconds = hours.value * 3_600
    if take(0x3A) || !rest.isEmpty {
      guard let minutes = number(upTo: 2), minutes.digits == 2, minutes.value < 60 else { return false }
      seconds += minutes.value * 60
    }
    secondsEast = isEast ? seconds : -seconds
    return true
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func number(upTo most: Int) -> (value: Int, digits: Int)? {
    var (value, digits) = (0, 0)
    while let byte = rest.first, (0x30...0x39).contains(byte) {
      guard digits < most else { return nil }
      value = value * 10 + Int(byte - 0x30)
      digits += 1
      rest.removeFirst()
    }
    return digits > 0 ? (value, digits) : nil
  }
}
