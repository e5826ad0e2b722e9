/// How documents are read on this machine.
public struct ExtractionConfiguration: Sendable {
  public enum Confinement: String, Sendable, Hashable, CaseIterable {
    /// Programs run under bubblewrap; where it can make no namespaces, they don't run (`not_confined`).
    case required
    /// Programs run with limits on time, memory and output only. For machines whose administrator accepts that a
    /// hostile document may reach what the service itself can reach.
    case limitsOnly = "limits_only"
  }

  public var confinement = Confinement.required

  /// Time for one document, without the recognition of its pages.
  public var documentPatience: Duration = .seconds(60)

  /// Time for the recognition of all pages of one document.
  public var recognitionPatience: Duration = .seconds(120)

  /// Languages of recognition, by the names of tesseract's models, the likeliest first.
  public var languages = ["tur", "eng"]

  /// Where programs are looked for, in this order.
  public var searchPath = ["/usr/bin", "/bin", "/usr/local/bin"]

  public var limits = ExtractionLimits()

  public init() {}
}
