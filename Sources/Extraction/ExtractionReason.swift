internal import Glibc

/// Why a document gave no text: a stable code, and one sentence that says what, and what to do where something can be.
public struct ExtractionReason: Error, Sendable, Hashable, CustomStringConvertible {
  /// Recorded with extracts, so a code never changes its meaning.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// A password or a key is needed.
    case protected
    /// What it says it is can't be read out of its bytes.
    case damaged
    /// It unpacks to far more than an honest document does.
    case bomb
    case tooLarge = "too_large"
    case timedOut = "timed_out"
    case outOfMemory = "out_of_memory"
    /// Nothing here reads this format.
    case unsupported
    /// It was read, and has no words.
    case noText = "no_text"
    /// An archive or attachment inside an archive or message: only one level is opened.
    case nested
    /// A program that reads it is not installed.
    case toolMissing = "tool_missing"
    /// Programs can't be confined on this machine, and the configuration demands it.
    case notConfined = "not_confined"
    /// The file, or the memory to read it, can't be had.
    case unreadable

    /// Whether the machine is the reason, not the document: then it is worth another try once that is mended, and
    /// nothing should be kept about the document. Time and memory count as the document's.
    public var isOfTheMachine: Bool { Self.ofTheMachine.contains(self) }

    public static let ofTheMachine: [Code] = [.toolMissing, .notConfined, .unreadable]
  }

  public let code: Code
  public let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  /// The same code is the same reason, whatever the words.
  public static func == (left: ExtractionReason, right: ExtractionReason) -> Bool { left.code == right.code }

  public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension ExtractionReason {
  static func protected(_ what: String) -> Self {
    Self(.protected, "\(what) is protected by a password; ask the sender for one without.")
  }

  static func damaged(_ fault: String) -> Self { Self(.damaged, "The document is damaged: \(fault).") }

  static func bomb(_ fault: String) -> Self {
    Self(.bomb, "The document was not unpacked: \(fault), as no honest document does.")
  }

  static func tooLarge(_ fault: String) -> Self { Self(.tooLarge, "The document is too large: \(fault).") }

  static func timedOut(_ reader: String) -> Self {
    Self(.timedOut, "\(reader) did not finish with the document in the time that it may take.")
  }

  static func outOfMemory(_ reader: String) -> Self {
    Self(.outOfMemory, "\(reader) needs more memory for the document than it may use.")
  }

  static func unsupported(_ what: String) -> Self { Self(.unsupported, "No text is read from \(what).") }

  static func noText(_ what: String) -> Self { Self(.noText, "There are no words in \(what).") }

  static func nested(_ what: String) -> Self {
    Self(.nested, "\(what) lies inside another file, of which only the first level is opened.")
  }

  static func toolMissing(_ name: String, package: String) -> Self {
    Self(.toolMissing, "The program \(name) is missing; install Debian's \(package).")
  }

  static func notConfined(_ obstacle: String) -> Self {
    Self(
      .notConfined,
      "Programs that read documents can't be confined on this machine (\(obstacle)); allow user namespaces, "
        + "or accept limits only in the configuration.")
  }

  static func unreadable(_ fault: String) -> Self { Self(.unreadable, "The document could not be read: \(fault).") }

  static func notStarted(_ path: String, _ fault: CInt) -> Self {
    unreadable("\(path) can't be started (\(String(cString: strerror(fault))))")
  }
}
