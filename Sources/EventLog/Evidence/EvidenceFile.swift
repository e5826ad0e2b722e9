/// Evidence of either kind, as a file from outside may hold it.
public enum EvidenceFile: Sendable, Equatable {
  /// That one message was archived.
  case message(Evidence)
  /// That the log only grew between two checkpoints.
  case consistency(ConsistencyEvidence)

  /// Reads the file by what its "format" says. Nothing in it is checked by this.
  ///
  /// Throws `EvidenceError.wrongFormat` for a format that is neither, and the errors of malformed files.
  public init(parsing json: [UInt8]) throws(EvidenceError) {
    switch try EvidenceMembers.format(of: json) {
    case Evidence.format: self = .message(try Evidence(parsing: json))
    case ConsistencyEvidence.format: self = .consistency(try ConsistencyEvidence(parsing: json))
    case let other:
      throw EvidenceError(
        .wrongFormat, "it says “\(other)”, expected is “\(Evidence.format)” or “\(ConsistencyEvidence.format)”")
    }
  }
}
