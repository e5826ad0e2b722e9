/// Where readers hand in what they found and what they could not read.
struct ScanReport {
  let found: (consuming FoundMessage) throws(ScanStopped) -> Void
  let failed: (IntakeError) throws(ScanStopped) -> Void

  /// Runs a step whose failure concerns one file or folder only.
  /// - Returns: `nil` when it failed, after the failure was reported.
  func attempt<Result>(_ step: () throws(IntakeError) -> Result) throws(ScanStopped) -> Result? {
    let fault: IntakeError
    do throws(IntakeError) {
      return try step()
    } catch {
      fault = error
    }
    try failed(fault)
    return nil
  }
}

/// The receiver threw. What it threw is kept by the scanner, so that the readers need not be generic over its type:
/// code that is generic runs unspecialised in another module's hands, at half the speed.
struct ScanStopped: Error {}
