import Foundation
import Testing

import Extraction

/// Machines on which programs are missing or can't be confined.
struct RefusalTests {
  private let pdf = ExtractionRequest(bytes: Array("%PDF-1.4\n".utf8), mediaType: "application/pdf")

  /// A folder of programs: links to those of the system, and scripts of the test.
  private func withPrograms(
    _ links: [String], scripts: [String: String] = [:], _ body: (ExtractionConfiguration) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "evrak-programs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in links {
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: name).path, withDestinationPath: "/usr/bin/\(name)")
    }
    for (name, script) in scripts {
      // Written by another process: a file that this one had open for writing may be "busy" when it is to be run, since
      // the children that other tests start meanwhile hold it for a moment.
      let writer = Process()
      writer.executableURL = URL(filePath: "/bin/sh")
      writer.arguments = [
        "-c", "printf '#!/bin/sh\\n%s\\n' \"$1\" >\"$2\" && chmod 755 \"$2\"", "sh", script,
        folder.appending(path: name).path,
      ]
      try writer.run()
      writer.waitUntilExit()
    }
    var configuration = ExtractionConfiguration()
    configuration.searchPath = [folder.path]
    try body(configuration)
  }

  private let tools = ["prlimit", "setpriv", "true", "pdftotext", "pdftoppm", "tesseract", "gzip"]

  @Test func whatIsMissingIsNamed() throws {
    try withPrograms([]) { configuration in
      let reason = try #require(Extractor(configuration: configuration).extract(pdf).reason)
      #expect(reason.code == .toolMissing && reason.code.isOfTheMachine)
      #expect(reason.description == "The program pdftotext is missing; install Debian's poppler-utils.")
    }
  }

  @Test func withoutNamespacesNothingRuns() throws {
    try withPrograms(tools, scripts: ["bwrap": "echo 'no permissions to create new namespace' >&2; exit 1"]) {
      configuration in
      let extractor = Extractor(configuration: configuration)
      #expect(extractor.confinementObstacle == "no permissions to create new namespace")
      let reason = try #require(extractor.extract(pdf).reason)
      #expect(reason.code == .notConfined && reason.code.isOfTheMachine)
      // What needs no program is read as ever.
      #expect(extractor.extract(ExtractionRequest(bytes: Array("words".utf8), mediaType: "text/plain")).text != nil)
    }
  }

  @Test func limitsAloneDoWhereTheyAreAccepted() throws {
    try withPrograms(tools, scripts: ["bwrap": "exit 1"]) { configuration in
      var configuration = configuration
      configuration.confinement = .limitsOnly
      #expect(Extractor(configuration: configuration).extract(pdf).reason?.code == .damaged)
      let bytes = try [UInt8](zip: [("a.txt", "words in it")])
      let outcome = Extractor(configuration: configuration).extract(ExtractionRequest(bytes: bytes, mediaType: ""))
      #expect(outcome.text?.text == "a.txt\nwords in it")
    }
  }

  @Test func timeIsTheDocuments() throws {
    try withPrograms(["prlimit", "true"], scripts: ["bwrap": "exit 0", "pdftotext": "sleep 100"]) { configuration in
      var configuration = configuration
      configuration.confinement = .limitsOnly
      configuration.documentPatience = .milliseconds(300)
      #expect(Extractor(configuration: configuration).extract(pdf).reason?.code == .timedOut)
    }
  }

  @Test func filesThatAreNoneAreUnreadable() {
    for path in ["/nonexistent", "/dev/zero", "/tmp"] {
      let outcome = Extractor().extract(ExtractionRequest(content: .file(path), mediaType: ""))
      #expect(outcome.reason?.code == .unreadable)
    }
  }
}
