import ArgumentParser
import Crypto
import Foundation
import MailFormat

struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse", abstract: "Read message files and print what is in them; needs no archive.",
    discussion: """
      EXAMPLES
        evrak parse message.eml --json
        evrak parse *.eml --json | jq .subject
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
        if case .notMail(let reason) = bytes.withUnsafeBytes({ assessMail($0) }) {
          Failure.say("\(file) is no mail: \(reason).")
          status = status ?? Failure.badInput
          if bytes.isEmpty { continue }
        }
        let message = MailMessage(bytes)
        if json {
          print(JSONLine.object([("file", .string(file))] + ParsedMessage.members(message)).text)
        } else {
          printForPeople(file, message)
        }
      } catch let failure as Failure {
        Failure.say(failure.message)
        status = status ?? failure.status
      }
    }
    if let status { throw ExitCode(status) }
  }

  private func printForPeople(_ file: String, _ message: MailMessage) {
    print("\(file)")
    for line in MessageSheet.lines(message) { print("  \(line.name): \(printable(line.value))") }
    for defect in message.defects + message.contentDefects { print("  Defect: \(defect)") }
    print("")
    print(printable(message.readableText, keepingLines: true))
  }
}
