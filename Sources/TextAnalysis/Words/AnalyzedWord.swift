/// A word in the three forms under which it can be found. None of them is ever empty.
public struct AnalyzedWord: Hashable, Sendable {
  /// Lower case as written, with diacritics: the exact form. In Turkish text I becomes ı; in other text i. UTF-8.
  public var form: [UInt8]
  /// The form without diacritics and with İ, I, ı and i as one letter (see ``TextFolding``): the same in every language.
  public var folded: [UInt8]
  /// What the inflected forms of the word have in common in its language, folded.
  public var stem: [UInt8]

  public init(form: [UInt8], folded: [UInt8], stem: [UInt8]) {
    self.form = form
    self.folded = folded
    self.stem = stem
  }
}
