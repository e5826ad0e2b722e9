import Archive
import ArchiveEvents
import ArgumentParser
import EventLog
import Foundation

struct ProveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Print what an outsider needs to check an item, or that an older checkpoint still holds.",
    discussion: """
      The outsider needs the archive's public key and no other key: `evrak verify --proof
      FILE --key PUBLICKEY`, or the script Scripts/verify_evidence.py, which shares no code
      with evrak.

      EXAMPLES
        evrak prove 1204 > 1204.proof.json
        evrak prove --since 2026-03-01.note > growth.proof.json
      """)

  @Argument(help: "The item to prove.")
  var item: String?
  @Option(name: .long, help: "An older checkpoint note: prove that the log only grew since.", completion: .file())
  var since: String?
  @OptionGroup var options: ArchiveOptions

  func validate() throws {
    guard (item == nil) != (since == nil) else { throw ValidationError("Give either an item or --since NOTE.") }
  }

  func run() throws {
    let readable = try options.openForReading()
    defer { readable.close() }
    let archive = readable.archive
    if let since {
      print(try archive.consistencyEvidence(since: try NoteFile.read(since)).json)
    } else if let item {
      print(try archive.evidence(for: try ItemArgument.find(item, in: readable)).json)
    }
  }
}

/// A checkpoint note in a file.
enum NoteFile {
  static func read(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(status: Failure.noInput, message: "The note can't be read from \(path); check the path.")
    }
    guard data.count <= NoteLimits.maximumBytes else {
      throw Failure(status: Failure.badInput, message: "\(path) is too large for a checkpoint note.")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
