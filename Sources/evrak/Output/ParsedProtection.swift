import MailFormat

/// The signatures and encryptions of a message as `parse` and `show --json` print them: recognised, not verified.
enum ParsedProtection {
  /// The member `protection`, or nothing where the message has none.
  static func members(_ message: MailMessage) -> [(String, JSONLine)] {
    let found = message.protections
    return found.isEmpty ? [] : [("protection", .array(found.map(protection)))]
  }

  /// Multiparts have no number, so `part` is the part with the signature or the ciphertext. `signed_part` is null where
  /// a multipart is signed or nothing can be read; `signed_parts` are all the parts that the signature covers.
  private static func protection(_ found: MailProtection) -> JSONLine {
    .object([
      ("part", number(of: found.signaturePart ?? found.part)), ("kind", .string(name(of: found.kind))),
      ("technology", .string(found.technology.description)), ("form", .string(found.form.rawValue)),
      ("digest", .strings(found.digests)), ("signed_part", number(of: found.signedPart)),
      ("signed_parts", .array(found.signedPart.map(numbers) ?? [])),
    ])
  }

  private static func name(of kind: MailProtection.Kind) -> String {
    kind == .certificatesOnly ? "certificates_only" : kind.rawValue
  }

  private static func number(of part: MailPart?) -> JSONLine { part?.number.map { .count($0) } ?? .null }

  private static func numbers(in part: MailPart) -> [JSONLine] {
    (part.number.map { [.count($0)] } ?? []) + part.children.flatMap(numbers)
  }
}
