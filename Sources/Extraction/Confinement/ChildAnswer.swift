/// What a program gave and how it ended.
struct ChildAnswer: Sendable {
  enum Ending: Sendable, Equatable {
    case exited(Int32)
    /// Ended by a signal, its own or the system's.
    case signalled(Int32)
    /// The deadline passed, or its processor time was used up.
    case timedOut
    /// It wrote more than is kept.
    case flooded
  }

  var output: [UInt8]
  var complaint: String
  var ending: Ending

  var succeeded: Bool { ending == .exited(0) }

  /// Whether its memory was not enough: programs say so in words, or die of it.
  var ranOutOfMemory: Bool {
    let words = complaint.lowercased()
    return ["out of memory", "bad_alloc", "cannot allocate memory", "memory allocation", "memory exhausted"]
      .contains { words.contains($0) }
  }

  /// - Throws: what ended the program from outside; its own exit status is the caller's to judge.
  func checkEnding(of program: String) throws(ExtractionReason) {
    if ending == .timedOut { throw .timedOut(program) }
    if ranOutOfMemory { throw .outOfMemory(program) }
    if case .signalled(let signal) = ending {
      // A program without memory mostly aborts or touches address zero; which of the two it was can't be told apart from
      // a fault in the document, so only the words above count as memory.
      throw .damaged("\(program) broke off on it (signal \(signal))")
    }
  }
}
