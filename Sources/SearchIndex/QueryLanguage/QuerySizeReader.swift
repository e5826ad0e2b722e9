/// Reads what stands behind the colon of a field of sizes: bytes, or k, M, G, T of 1,024 each; a fraction by point or, as in
/// Turkish, comma.
struct QuerySizeReader {
  private struct Size {
    var bytes: Int64
    /// The largest size that is written so when it is rounded down.
    var roundedEnd: Int64
  }

  func interval(_ text: String, field: String) throws(QueryValueProblem) -> QueryInterval {
    let interval: QueryInterval
    switch QueryRange(text) {
    case .between(let from, let to):
      let lower = try from.map { part throws(QueryValueProblem) in try size(part, field).bytes }
      let upper = try to.map { part throws(QueryValueProblem) in try size(part, field).bytes }
      interval = QueryInterval(lower: lower, upper: upper)
    case .beyond(let limit): interval = QueryInterval(lower: try size(limit, field).bytes + 1, upper: nil)
    case .atLeast(let limit): interval = QueryInterval(lower: try size(limit, field).bytes, upper: nil)
    case .below(let limit):
      let bytes = try size(limit, field).bytes
      guard bytes > 0 else { throw QueryValueProblem(reason: .emptyRange(text)) }
      interval = QueryInterval(lower: nil, upper: bytes - 1)
    case .atMost(let limit): interval = QueryInterval(lower: nil, upper: try size(limit, field).bytes)
    case .exactly(let value):
      let size = try size(value, field)
      interval = QueryInterval(lower: size.bytes, upper: size.roundedEnd)
    }
    if let lower = interval.lower, let upper = interval.upper, lower > upper {
      throw QueryValueProblem(reason: .reversedRange(text))
    }
    return interval
  }

  private static let units: [String: Int64] = [
    "": 1, "b": 1, "k": 1 << 10, "kb": 1 << 10, "kib": 1 << 10, "m": 1 << 20, "mb": 1 << 20, "mib": 1 << 20,
    "g": 1 << 30,
    "gb": 1 << 30, "gib": 1 << 30, "t": 1 << 40, "tb": 1 << 40, "tib": 1 << 40,
  ]

  private func size(_ text: String, _ field: String) throws(QueryValueProblem) -> Size {
    let scalars = Array(text.unicodeScalars)
    let wrong = QueryValueProblem(reason: .notASize(text, field: field))
    let tooLarge = QueryValueProblem(reason: .sizeTooLarge(text))
    let whole = scalars.prefix(while: \.isASCIIDigit)
    var rest = scalars.dropFirst(whole.count)
    var fraction: ArraySlice<Unicode.Scalar> = []
    if rest.first == "." || rest.first == "," {
      fraction = rest.dropFirst().prefix(while: \.isASCIIDigit)
      rest = rest.dropFirst(1 + fraction.count)
      // Nobody needs more, and so the arithmetic below can't overflow by it.
      guard (1...6).contains(fraction.count) else { throw wrong }
    }
    let name = rest.drop { $0.isQuerySpace }.map { String($0) }.joined()
    guard !whole.isEmpty, let unit = Self.units[QueryName.fold(name)], unit > 1 || fraction.isEmpty else { throw wrong }
    guard let number = Self.number(whole) else { throw tooLarge }
    let bytes = number.multipliedReportingOverflow(by: unit)
    // Room for the fraction and the rounding below.
    guard !bytes.overflow, bytes.partialValue <= .max - 2 * unit else { throw tooLarge }
    let scale = fraction.reduce(Int64(1)) { scale, _ in scale * 10 }
    let part = Self.number(fraction) ?? 0
    return Size(
      bytes: bytes.partialValue + part * unit / scale, roundedEnd: bytes.partialValue + ((part + 1) * unit - 1) / scale)
  }

  private static func number(_ digits: ArraySlice<Unicode.Scalar>) -> Int64? {
    var number: Int64 = 0
    for digit in digits {
      let (shifted, overflows) = number.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = shifted.addingReportingOverflow(Int64(digit.value) - 0x30)
      guard !overflows, !overflowsToo else { return nil }
      number = sum
    }
    return number
  }
}
