import Archive
import ArgumentParser
import EventLog

struct CheckpointCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint", abstract: "Sign and print the state of the log.",
    discussion: """
      The note states how many events there are and the root of the tree over them. Kept
      elsewhere (printed, mailed, with a notary) it exposes any later change to what came
      before: `evrak verify --against NOTE`.

      EXAMPLES
        evrak checkpoint > 2026-03-01.note
      """)

  @Flag(name: .long, help: "One JSON object.")
  var json = false
  @OptionGroup var options: ArchiveOptions

  func run() throws {
    let archive = try Self.open(options)
    defer { archive.close() }
    let note = try archive.signCheckpoint()
    if json {
      let checkpoint = try Checkpoint(parsing: note.text)
      print(
        JSONLine.object([
          ("size", .unsigned(checkpoint.size)), ("root", .string(checkpoint.root.base64)),
          ("origin", .string(checkpoint.origin)), ("note", .string(note.encoded)),
        ]).text)
    } else {
      print(note.encoded, terminator: "")
    }
  }

  /// The note is also kept in the log where nobody else owns it.
  private static func open(_ options: ArchiveOptions) throws -> Archive {
    do {
      return try options.openAsOwner()
    } catch let error as EventLogError where [.archiveInUse, .permissionDenied, .readOnly].contains(error.code) {
      return try Archive(directory: options.directory(), role: .reader)
    }
  }
}
