/// Where readers of records hand in what they found and what they could not read.
struct RecordReport {
  let found: (consuming FoundRecord) throws(ScanStopped) -> Void
  let failed: (IntakeError) throws(ScanStopped) -> Void

  /// Runs a step whose failure concerns one file or record only.
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
