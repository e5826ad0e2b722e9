/// Which rules turned bytes into terms.
///
/// Whoever stores words, forms or stems stores this number with them: what was made under another one must be made anew
/// from the text.
public enum TextAnalysisVersion {
  public static let current = 1
}
