import CPublicSuffix

/// The part of a domain that somebody registered, by the public suffix list: `kuzey.com.tr` of `posta.kuzey.com.tr`.
enum RegistrableDomain {
  /// Compiled into libpsl and never freed by it, so that any thread may read it.
  nonisolated(unsafe) private static let list = psl_builtin()

  /// Nil for a public suffix itself, an address literal, or a name without a dot.
  ///
  /// - Parameter domain: in ASCII and lower case.
  static func of(_ domain: some StringProtocol) -> String? {
    guard domain.contains("."), domain.first != "[", domain.utf8.count <= 253 else { return nil }
    guard let list else { return nil }
    // What libpsl answers lies within the text that it was asked about.
    return String(domain).withCString { name in psl_registrable_domain(list, name).map { String(cString: $0) } }
  }
}
