import Archive
import ArgumentParser
import EventLog
import Foundation

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check that nothing in the archive is missing or altered, or check a proof.",
    discussion: """
      Without --proof: reads every page, event and content of the archive, and with
      --against also that the log extends an older checkpoint note.
      With --proof: checks what `evrak prove` wrote; needs the public key and no archive.
      Exit code 0 means sound, 1 means faults, each named.

      EXAMPLES
        evrak verify
        evrak verify --against 2026-03-01.note
        evrak verify --proof 1204.proof.json --key 'evrak/…+ab12cd34+AT…' --message mail.eml
      """)

  @Option(name: .long, help: "An older checkpoint note that the log must extend.", completion: .file())
  var against: String?
  @Option(name: .long, help: "A proof that `evrak prove` wrote.", completion: .file())
  var proof: String?
  @Option(name: .long, help: "The archive's public key, or a file that holds it.", completion: .file())
  var key: String?
  @Option(name: .long, help: "With --proof: the message that is said to be the one proved.", completion: .file())
  var message: String?
  @Flag(name: .long, help: "One JSON object a fault, and one for the whole.")
  var json = false
  @Flag(name: .long, help: .hidden)
  var inProcess = false
  @OptionGroup var options: ArchiveOptions

  func validate() throws {
    if proof != nil, key == nil { throw ValidationError("--proof needs --key, the archive's public key.") }
    if message != nil, proof == nil { throw ValidationError("--message goes with --proof.") }
  }

  func run() throws {
    if let proof {
      try ProofCheck(file: proof, key: try keyText() ?? "", message: message, against: against, json: json).run()
    } else if inProcess {
      try verifyHere()
    } else {
      try VerifyChild(json: json).run()
    }
  }

  private func keyText() throws -> String? {
    guard let key else { return nil }
    guard let data = FileManager.default.contents(atPath: key) else { return key }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func verifyHere() throws {
    let note = try against.map { try NoteFile.read($0) }
    let report = try Archive.verify(directory: options.directory(), against: note, key: try keyText()) { done, total in
      VerifyMessage.progress(done, total).send()
    }
    for fault in report.faults { VerifyMessage.fault(fault).send() }
    // Only a sound log can say what the index should hold.
    let indexFaults = report.isSound ? try Archive.searchFaults(directory: options.directory()) : []
    for fault in indexFaults { VerifyMessage.indexFault(fault).send() }
    VerifyMessage.summary(report, indexFaults: indexFaults.count).send()
    if !report.isSound || !indexFaults.isEmpty { throw ExitCode(Failure.faultsFound) }
  }
}
