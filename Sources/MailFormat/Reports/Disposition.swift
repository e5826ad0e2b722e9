/// What was done with a message, and who had it done (RFC 8098 §3.2.6). Words that the RFC does not have are kept, in
/// lower case.
public struct Disposition: Sendable, Hashable {
  public enum ActionMode: String, Sendable, Hashable {
    /// A person asked for the action.
    case manual
    case automatic
  }

  public enum SendingMode: String, Sendable, Hashable {
    /// A person allowed this report to be sent.
    case manual
    case automatic
  }

  public enum Kind: Sendable, Hashable {
    /// Shown to somebody, which is not to say that it was read.
    case displayed
    case deleted
    /// Sent on, printed, or handled without being shown.
    case dispatched
    /// Handled by a program.
    case processed
    /// `denied` and `failed` of RFC 2298, or something invented.
    case other(String)

    init(_ keyword: String) {
      switch keyword {
      case "displayed": self = .displayed
      case "deleted": self = .deleted
      case "dispatched": self = .dispatched
      case "processed": self = .processed
      default: self = .other(keyword)
      }
    }

    /// As the field has it, in lower case.
    public var keyword: String {
      switch self {
      case .displayed: "displayed"
      case .deleted: "deleted"
      case .dispatched: "dispatched"
      case .processed: "processed"
      case .other(let keyword): keyword
      }
    }
  }

  public let actionMode: ActionMode?
  public let sendingMode: SendingMode?
  public let type: Kind

  /// `error` and others, in lower case.
  public let modifiers: [String]

  /// Reads `manual-action/MDN-sent-manually; displayed/error`. The modes may be missing or stand in any order.
  ///
  /// - Returns: nil when no type is given.
  init?(_ value: String) {
    let text = ReportValue.withoutComments(value).lowercasedASCII
    let halves = text.split(separator: ";", maxSplits: 1)
    var actionMode: ActionMode?
    var sendingMode: SendingMode?
    var others: [String] = []
    for half in halves {
      for piece in half.split(whereSeparator: { $0 == "/" || $0 == "," || $0 == " " || $0 == "\t" }) {
        switch piece {
        case "manual-action": actionMode = .manual
        case "automatic-action": actionMode = .automatic
        case "mdn-sent-manually": sendingMode = .manual
        case "mdn-sent-automatically": sendingMode = .automatic
        default: others.append(String(piece))
        }
      }
    }
    guard let type = others.first else { return nil }
    self.actionMode = actionMode
    self.sendingMode = sendingMode
    modifiers = Array(others.dropFirst())
    self.type = Kind(type)
  }
}
