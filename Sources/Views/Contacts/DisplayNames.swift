/// The display names that were seen with an address or number, and the best of them.
enum DisplayNames {
  /// Names kept for one identity.
  private static let kept = 8
  /// Longest name kept, in bytes; longer ones are no names of people.
  private static let longest = 200

  /// Counts a name; the rarest one gives way where there is no room for another.
  static func count(_ name: String, in record: inout IdentityRecord) {
    if let known = record.names.firstIndex(where: { $0.text == name }) {
      record.names[known].count &+= 1
      return
    }
    var new = IdentityRecord.Name()
    new.text = name
    new.count = 1
    if record.names.count < kept {
      record.names.append(new)
    } else if let rarest = record.names.indices.min(by: { record.names[$0].count < record.names[$1].count }) {
      record.names[rarest] = new
    }
  }

  /// The most frequent one; of equals the one that looks most like a person's own spelling, then the first.
  static func best(_ record: IdentityRecord) -> String {
    var best: IdentityRecord.Name?
    for name in record.names where best.map({ isBetter(name, than: $0) }) ?? true { best = name }
    return best?.text ?? ""
  }

  private static func isBetter(_ name: IdentityRecord.Name, than other: IdentityRecord.Name) -> Bool {
    let (worth, otherWorth) = (worth(name.text), Self.worth(other.text))
    if worth != otherWorth { return worth > otherWorth }
    return name.count > other.count
  }

  /// 2 for a name in upper and lower case, 1 for one in a single case, 0 for what is rather an address.
  private static func worth(_ name: String) -> Int {
    if name.contains("@") { return 0 }
    let hasCases = name.contains(where: \.isUppercase) && name.contains(where: \.isLowercase)
    return hasCases || !name.contains(where: \.isCased) ? 2 : 1
  }

  /// The name, if it is one: not the address itself, which many programs repeat as a name. Of somebody of whom nothing
  /// but a name is known it is the one way in which it was written.
  static func usable(_ name: String?, of key: IdentityKey) -> String? {
    guard let name, !name.isEmpty, name.utf8.count <= longest, name.contains(where: \.isLetter) else { return nil }
    if key.kind != .name, name.utf8.count == key.value.utf8.count, name.lowercased() == key.value { return nil }
    return name
  }
}
