internal import CStemmer

/// One of Snowball's algorithms. Not thread-safe.
final class Stemmer {
  private let stemmer: OpaquePointer

  /// Nil where the library has no such algorithm.
  init?(algorithm: String) {
    guard let stemmer = sb_stemmer_new(algorithm, nil) else { return nil }
    self.stemmer = stemmer
  }

  deinit {
    sb_stemmer_delete(stemmer)
  }

  /// The stem of a word in lower case; nil where the library is out of memory.
  func stem(_ form: [UInt8]) -> [UInt8]? {
    guard let size = Int32(exactly: form.count), let stem = sb_stemmer_stem(stemmer, form, size) else { return nil }
    return [UInt8](UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(stemmer))))
  }
}
