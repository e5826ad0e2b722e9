/// Why a piece of evidence proves nothing.
public struct EvidenceError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable, CaseIterable {
    /// The file is longer than `EvidenceLimits.maximumBytes`.
    case tooLarge
    /// The file is not the flat JSON object that the format asks for.
    case malformedJSON
    /// `format` names another kind or version of evidence.
    case wrongFormat
    /// A required member is missing.
    case memberMissing
    /// A member that the format does not know.
    case memberUnknown
    /// A member is there twice, so that two readers could read two different things.
    case memberRepeated
    /// A member has another JSON type than the format says.
    case memberOfWrongType
    /// A member is not canonical base64 or lower-case hexadecimal, or has the wrong length.
    case malformedMember
    /// The checkpoint note is malformed, altered, of another log, or not signed by the key.
    case checkpointRefused
    /// The position is 0 or beyond the size that the checkpoint states.
    case positionOutsideCheckpoint
    /// The path does not lead from the event to the checkpoint's root.
    case notIncluded
    /// The envelope is not the protobuf message that it should be.
    case malformedEnvelope
    /// The event commits to no original.
    case commitmentMissing
    /// Salt and digest do not give the event's commitment.
    case commitmentMismatch
    /// The message is not the one whose digest the evidence gives.
    case messageMismatch
    /// The newer checkpoint is smaller than the older one: the log was cut.
    case logShrank
    /// Two checkpoints of one size state different roots: the log was rewritten.
    case logForked
    /// The path does not show that the newer checkpoint extends the older one.
    case notConsistent
    /// A checkpoint in the evidence is not the one that was given beside it.
    case otherCheckpoint
  }

  public let code: Code
  /// Where and how, for the sentence.
  public let context: String
  /// The cause, for `checkpointRefused`.
  public let underlying: CheckpointError?

  public init(_ code: Code, _ context: String = "", underlying: CheckpointError? = nil) {
    self.code = code
    self.context = context
    self.underlying = underlying
  }

  /// Equality by code, and by the code of the checkpoint's error.
  public static func == (left: EvidenceError, right: EvidenceError) -> Bool {
    left.code == right.code && left.underlying == right.underlying
  }

  public var description: String {
    switch code {
    case .tooLarge: "The evidence is too large: \(context); give the file that prove wrote."
    case .malformedJSON: "The evidence is not the expected JSON: \(context); give the file that prove wrote."
    case .wrongFormat: "The file is not evidence of the expected format: \(context)."
    case .memberMissing: "The evidence lacks “\(context)”; get an undamaged copy of it."
    case .memberUnknown: "The evidence has a member “\(context)” that nobody checks; get an unaltered copy of it."
    case .memberRepeated: "The evidence has “\(context)” twice; get an unaltered copy of it."
    case .memberOfWrongType: "“\(context)” of the evidence has the wrong JSON type; get an undamaged copy of it."
    case .malformedMember: "“\(context)” of the evidence is not well-formed; get an undamaged copy of it."
    case .checkpointRefused:
      "The \(context) of the evidence cannot be trusted: \(underlying?.description ?? "it is malformed.")"
    case .positionOutsideCheckpoint: "The evidence is for \(context); ask for it with a newer checkpoint."
    case .notIncluded:
      "The event at \(context) is not in the log that the checkpoint describes: event or path were altered."
    case .malformedEnvelope: "The event's envelope is not well-formed: \(context); get an undamaged copy of it."
    case .commitmentMissing: "The event at \(context) commits to no original, so it cannot prove one."
    case .commitmentMismatch:
      "The event at \(context) commits to another original than the evidence names: salt or digest were altered."
    case .messageMismatch: "The message is not the one that was archived: its SHA-256 is \(context)."
    case .logShrank: "The log was cut: \(context)."
    case .logForked: "The log was rewritten: two checkpoints of \(context) events have different roots."
    case .notConsistent:
      "The log at \(context) events is not shown to extend its older checkpoint: it was rewritten, or the path altered."
    case .otherCheckpoint: "The \(context) is not the one that the evidence was made for; give the right note."
    }
  }
}

/// Bounds on evidence from outside.
public enum EvidenceLimits {
  /// Longest evidence file, in bytes: an envelope of 4 MiB as base64, a note of 1 MiB with every line escaped, the rest.
  public static let maximumBytes = 8 << 20
}
