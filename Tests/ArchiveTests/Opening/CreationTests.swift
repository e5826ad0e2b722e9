import Archive
import EventLog
import Foundation
import Testing

@Suite("Making an archive")
struct CreationTests {
  @Test("a new archive is empty, sound, and its secrets lie outside it for its owner only")
  func new() throws {
    let archive = try ScratchArchive(name: "arsiv.firma.example")
    #expect(archive.made.settings.origin == "arsiv.firma.example")
    #expect(try names(in: archive.directory) == ["archive.yaml", "keys", "log", "views"])
    for file in [archive.made.rootKeyFile, archive.made.signingKeyFile] {
      #expect(!file.hasPrefix(archive.directory + "/"))
      let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      let secret = try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .newlines)
      let settings = try String(contentsOfFile: archive.directory + "/archive.yaml", encoding: .utf8)
      #expect(!settings.contains(secret))
    }
    let report = try archive.verify()
    #expect(report.isSound && report.events == 0, "\(report.faults)")
  }

  @Test("settings come back as they were written")
  func settings() throws {
    let archive = try ScratchArchive()
    let read = try ArchiveSettings(directory: archive.directory)
    #expect(read == archive.made.settings)
    #expect(read.origin == "evrak/\(read.id)")
  }

  @Test("an empty folder that is there already is used")
  func emptyFolder() throws {
    let folder = try ScratchFolder()
    let directory = folder.path + "/a"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    _ = try Archive.create(directory: directory, keyDirectory: folder.path + "/k", environment: [:])
    #expect(exists(directory + "/archive.yaml"))
  }

  @Test("the keys go where the configuration of the user lies")
  func defaultKeyFolder() throws {
    let folder = try ScratchFolder()
    let one = try Archive.create(directory: folder.path + "/a", environment: ["HOME": folder.path])
    #expect(one.rootKeyFile.hasPrefix(folder.path + "/.config/evrak/keys/"))
    let two = try Archive.create(
      directory: folder.path + "/b", environment: ["HOME": folder.path, "XDG_CONFIG_HOME": folder.path + "/x"])
    #expect(two.signingKeyFile.hasPrefix(folder.path + "/x/evrak/keys/"))
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: ArchiveError.Code
    var name: String?
    var keys = "keys"
    var prepare: @Sendable (ScratchFolder) throws -> Void = { _ in }
  }

  static let refusals = [
    Refusal(testDescription: "keys inside", code: .cannotCreate, keys: "archive/keys"),
    Refusal(testDescription: "keys in the very folder", code: .cannotCreate, keys: "archive"),
    Refusal(testDescription: "keys inside by a detour", code: .cannotCreate, keys: "elsewhere/../archive/secret"),
    Refusal(testDescription: "no name", code: .cannotCreate, name: ""),
    Refusal(testDescription: "a name with a space", code: .cannotCreate, name: "our archive"),
    Refusal(testDescription: "a name with a plus", code: .cannotCreate, name: "a+b"),
    Refusal(testDescription: "a name with a newline", code: .cannotCreate, name: "a\nb"),
    Refusal(testDescription: "a file is there", code: .alreadyExists) { try $0.write("archive", "x") },
    Refusal(testDescription: "a folder with something in it is there", code: .alreadyExists) {
      try FileManager.default.createDirectory(atPath: $0.path + "/archive", withIntermediateDirectories: true)
      try $0.write("archive/letter.txt", "x")
    },
    Refusal(testDescription: "an archive is there", code: .alreadyExists) {
      _ = try Archive.create(directory: $0.path + "/archive", keyDirectory: $0.path + "/other", environment: [:])
    },
  ]

  @Test("what can't be made is refused with its reason and leaves nothing behind", arguments: refusals)
  func refused(_ refusal: Refusal) throws {
    let folder = try ScratchFolder()
    try refusal.prepare(folder)
    let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    let error = #expect(throws: ArchiveError(refusal.code, "")) {
      try Archive.create(
        directory: folder.path + "/archive", keyDirectory: folder.path + "/" + refusal.keys, name: refusal.name,
        environment: [:])
    }
    #expect(error?.message.isEmpty == false)
    #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() == before)
  }

  @Test("if the keys can't be written, no archive is left")
  func keysCannotBeWritten() throws {
    let folder = try ScratchFolder()
    try folder.write("keys", "a file where the folder of the keys should be")
    #expect(throws: EventLogError.self) {
      try Archive.create(directory: folder.path + "/archive", keyDirectory: folder.path + "/keys", environment: [:])
    }
    #expect(try names(in: folder.path) == ["keys"])
  }
}
