import ArgumentParser
import Correspondence
import MailFormat

struct ClassifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Tell bounces, complaints, automatic replies and receipts from messages; needs no archive.",
    discussion: """
      A report is what somebody states, not a proof: the rules tell what a message says. `hard` means that the address
      itself is at fault.

      EXAMPLES
        evrak classify report.eml --json
        evrak classify *.eml --json | jq -r 'select(.kind == "bounce") | .recipients[].address'
      """)

  @Argument(help: "Files, each one message.", completion: .file())
  var files: [String]
  @Flag(name: .long, help: "One JSON object a file.")
  var json = false

  func run() throws {
    var status: Int32?
    for file in files {
      do {
        let bytes = try MessageFile.read(file)
        try MessageFile.refuseSeveral(bytes, in: file)
        if case .notMail(let reason) = bytes.withUnsafeBytes({ assessMail($0) }) {
          Failure.say("\(file) is no mail: \(reason).")
          status = status ?? Failure.badInput
          if bytes.isEmpty { continue }
        }
        let found = Classification.of(MailMessage(bytes))
        if json {
          print(ClassifiedMessage.object(file, found).text)
        } else {
          for line in ClassifiedMessage.lines(file, found) { print(printable(line)) }
        }
      } catch let failure as Failure {
        Failure.say(failure.message)
        status = status ?? failure.status
      }
    }
    if let status { throw ExitCode(status) }
  }
}
