/// Whether some bytes can be taken for a mail message.
public enum MailPlausibility: Sendable, Hashable {
  case mail
  case notMail(reason: String)
}

/// Looks for at least one well-formed header field of the kind that mail carries, before the body starts.
///
/// Used on import, where folders hold all sorts of files. It reads the beginning only and accepts damaged mail gladly: a
/// file refused here is a message lost to the archive.
public func assessMail(_ bytes: UnsafeRawBufferPointer) -> MailPlausibility {
  let view = ByteView(bytes)
  if view.isEmpty { return .notMail(reason: "the file is empty") }
  let head = view[0..<min(view.count, 256 << 10)]
  if head.trimmed.isEmpty { return .notMail(reason: "the file holds nothing but blank space") }
  let newline = HeaderScanner.newline(of: head)
  var scanner = HeaderScanner(head, from: 0, to: head.count, newline: newline, limits: .default)
  _ = scanner.skipPreliminaries()
  let boundaries = BoundaryStack()
  var hasOtherField = false
  scan: while true {
    switch scanner.next(boundaries: boundaries) {
    case .field(let field):
      if KnownField.isFamiliar(head[field.name]) { return .mail }
      hasOtherField = true
    case .defect: continue
    case .end: break scan
    }
  }
  let sample = head[0..<min(head.count, 1_024)]
  if sample.contains(0) { return .notMail(reason: "the file is binary data") }
  if hasOtherField { return .notMail(reason: "no header field that mail carries stands before the body") }
  return .notMail(reason: "the file does not start with a header field")
}
