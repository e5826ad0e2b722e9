/// The parts of a file name in a Maildir (maildir(5)): a unique name, then `:2,` and one letter for each flag.
struct MaildirName {
  /// How many bytes of the name stay the same for the life of the message.
  static func uniqueLength(_ name: some Collection<UInt8>) -> Int {
    name.firstIndex(of: UInt8(ascii: ":")).map { name.distance(from: name.startIndex, to: $0) } ?? name.count
  }

  let uniqueName: String
  /// `nil` without `:2,`. Small letters are keywords of Dovecot.
  let flags: String?

  init(_ name: ArraySlice<UInt8>) {
    let length = Self.uniqueLength(name)
    uniqueName = PathBytes.text(name.prefix(length))
    let information = name.dropFirst(length)
    if information.starts(with: ":2,".utf8) {
      // Dovecot writes fields of its own after a further comma.
      flags = PathBytes.text(information.dropFirst(3).prefix { $0 != UInt8(ascii: ",") })
    } else {
      flags = nil
    }
  }
}
