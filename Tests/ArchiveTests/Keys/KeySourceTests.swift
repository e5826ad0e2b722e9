import Archive
import EventLog
import Foundation
import Testing

/// Each place can hold the right key while all places that count less hold
/// nothing that would do.
@Suite("Where the keys come from")
struct KeySourceTests {
  /// In their order: the first that is there counts.
  enum Place: Int, CaseIterable {
    case variable, file, command, credential, settings
  }

  private func opens(_ archive: ScratchArchive, _ environment: [String: String]) -> Bool {
    do {
      try archive.open(keys: KeySource(environment: environment)).close()
      return true
    } catch {
      return false
    }
  }

  @Test("the first place that is there counts, whatever the later ones hold", arguments: Place.allCases, Place.allCases)
  func precedence(right: Place, wrong: Place) throws {
    guard right != wrong else { return }
    let (archive, other) = (try ScratchArchive(), try ScratchArchive())
    let ownKey = try String(contentsOfFile: archive.made.rootKeyFile, encoding: .utf8)
    let otherKey = try String(contentsOfFile: other.made.rootKeyFile, encoding: .utf8)
    var environment: [String: String] = [:]
    for (place, key, folder) in [(right, ownKey, archive.folder), (wrong, otherKey, other.folder)] {
      switch place {
      case .variable: environment["EVRAK_ROOT_KEY"] = key
      case .file: environment["EVRAK_ROOT_KEY_FILE"] = try folder.write("from-file", key)
      case .command: environment["EVRAK_ROOT_KEY_COMMAND"] = "cat '\(try folder.write("from-command", key))'"
      case .credential:
        try folder.write("evrak-root-key", key, mode: 0o440)
        environment["CREDENTIALS_DIRECTORY"] = folder.path
      case .settings: try key.write(toFile: archive.made.rootKeyFile, atomically: false, encoding: .utf8)
      }
    }
    // The settings name the right key unless the test says otherwise.
    #expect(opens(archive, environment) == (right.rawValue < wrong.rawValue))
  }

  @Test("the signing key comes from variable, file, credential or settings, and never from a command")
  func signingKey() throws {
    let archive = try ScratchArchive()
    let key = try String(contentsOfFile: archive.made.signingKeyFile, encoding: .utf8)
    try FileManager.default.removeItem(atPath: archive.made.signingKeyFile)
    let folder = archive.folder
    let file = try folder.write("elsewhere", key)
    try folder.write("evrak-signing-key", key)
    let environments = [
      ["EVRAK_SIGNING_KEY": key], ["EVRAK_SIGNING_KEY_FILE": file], ["CREDENTIALS_DIRECTORY": folder.path],
    ]
    for environment in environments {
      let opened = try archive.open(keys: KeySource(environment: environment))
      let note = try opened.signCheckpoint()
      #expect(throws: Never.self) { try note.verify(with: archive.made.settings.verifierKey) }
      opened.close()
    }
    let opened = try archive.open(keys: KeySource(environment: [:]))
    #expect(throws: ArchiveError(.missingKey, "")) { try opened.signCheckpoint() }
    opened.close()
  }

  @Test("a command that fails, says nothing, or does not exist is reported as such")
  func commands() throws {
    let archive = try ScratchArchive()
    let expected: [(String, ArchiveError.Code)] = [
      ("exit 3", .missingKey), ("true", .badKey), ("/no/such/program", .missingKey), ("echo nonsense", .badKey),
    ]
    for (command, code) in expected {
      #expect(throws: ArchiveError(code, "")) {
        try archive.open(keys: KeySource(environment: ["EVRAK_ROOT_KEY_COMMAND": command]))
      }
    }
  }

  @Test("spaces and line ends around a key do no harm")
  func trimmed() throws {
    let archive = try ScratchArchive()
    let key = try String(contentsOfFile: archive.made.rootKeyFile, encoding: .utf8)
    #expect(opens(archive, ["EVRAK_ROOT_KEY": " \(key)\r\n\n"]))
  }

  @Test("a named file that is not there is an error, not a reason to look further")
  func namedFile() throws {
    let archive = try ScratchArchive()
    let error = #expect(throws: ArchiveError(.missingKey, "")) {
      try archive.open(keys: KeySource(environment: ["EVRAK_ROOT_KEY_FILE": "/no/such/key"]))
    }
    #expect(error?.message.contains("/no/such/key") ?? false)
  }
}
