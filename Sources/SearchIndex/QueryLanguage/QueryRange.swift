/// The forms in which bounds are written, for dates and sizes alike. An end that is empty is not there.
enum QueryRange {
  case between(String?, String?)
  case beyond(String), atLeast(String), below(String), atMost(String)
  case exactly(String)

  init(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    func rest(_ count: Int) -> String { Self.text(scalars.dropFirst(count).drop { $0.isQuerySpace }) }
    switch (scalars.first, scalars.dropFirst().first) {
    case (">", "="): self = .atLeast(rest(2))
    case (">", _): self = .beyond(rest(1))
    case ("<", "="): self = .atMost(rest(2))
    case ("<", _): self = .below(rest(1))
    default:
      let dots = scalars.indices.dropLast().first { scalars[$0] == "." && scalars[$0 + 1] == "." }
      guard let dots, scalars.count > 2 else {
        self = .exactly(text)
        return
      }
      let (from, to) = (Self.text(scalars[..<dots]), Self.text(scalars[(dots + 2)...]))
      self = .between(from.isEmpty ? nil : from, to.isEmpty ? nil : to)
    }
  }

  private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
