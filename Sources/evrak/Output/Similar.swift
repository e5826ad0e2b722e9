import Views

/// Names that a mistyped one may have been meant for.
enum Similar {
  /// Addresses looked through at most, and shown at most.
  private static let scanned = 200_000
  private static let shown = 3

  /// Addresses of the archive that are like this one, the closest first.
  static func addresses(to address: String, in view: View<TimelineProjection>) throws -> [String] {
    let wanted = Array(address.utf8)
    let allowed = max(1, min(3, wanted.count / 6))
    var found: [(distance: Int, address: String)] = []
    var seen = 0
    try view.forEachAddress { candidate in
      seen += 1
      let bytes = Array(candidate.utf8)
      if abs(bytes.count - wanted.count) <= allowed {
        let distance = editDistance(wanted, bytes)
        if distance <= allowed { found.append((distance, candidate)) }
      } else if candidate.hasPrefix(address) || candidate.hasSuffix("@" + address) {
        found.append((allowed + 1, candidate))
      }
      return seen < scanned
    }
    return found.sorted { ($0.distance, $0.address) < ($1.distance, $1.address) }.prefix(shown).map(\.address)
  }

  /// Levenshtein distance in bytes.
  static func distance(_ a: String, _ b: String) -> Int { editDistance(Array(a.utf8), Array(b.utf8)) }

  private static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, left) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, right) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (left == right ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}
