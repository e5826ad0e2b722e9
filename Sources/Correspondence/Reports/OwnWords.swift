/// What a text says in its sender's own words.
enum OwnWords {
  static func of(_ text: [UInt8]) -> String {
    text.withUnsafeBytes { bytes in
      var own: [UInt8] = []
      for part in QuoteSplitter.split(bytes) where part.kind == .own {
        let piece = bytes[part.range]
        if !own.isEmpty, own.last != 0x0A { own.append(0x0A) }
        own.append(contentsOf: piece)
      }
      return String(decoding: own[own.trimmedRange], as: UTF8.self)
    }
  }
}
