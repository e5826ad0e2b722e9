import Archive
import ArgumentParser
import EventLog
import Foundation
import Intake
import Mailboxes
import SearchIndex
import Views

/// A failure with its exit status (sysexits.h).
struct Failure: Error {
  var status: Int32
  var message: String

  static let faultsFound: Int32 = 1
  static let usage: Int32 = 64
  static let badInput: Int32 = 65
  static let noInput: Int32 = 66
  static let software: Int32 = 70
  static let cannotCreate: Int32 = 73
  static let inputOutput: Int32 = 74
  static let tryLater: Int32 = 75
  static let notPermitted: Int32 = 77
  static let configuration: Int32 = 78

  /// Tells the user and returns the exit status.
  static func report(_ error: any Error) -> Int32 {
    if let failure = error as? Failure {
      say(failure.message)
      return failure.status
    }
    if let (status, message) = known(error) {
      say(message)
      return status
    }
    let code = Evrak.exitCode(for: error)
    if code.isSuccess {
      print(Evrak.fullMessage(for: error))
      return code.rawValue
    }
    if error is ExitCode { return code.rawValue }
    if code == .validationFailure {
      let lines = Evrak.message(for: error).split(separator: "\n")
      let text = lines.joined(separator: " ")
      let end = text.last.map { ".?!".contains($0) } ?? true ? "" : "."
      say("\(text)\(end) Run `evrak --help`, or `evrak COMMAND --help`, to see what is possible.")
      return usage
    }
    say("\(error)")
    return software
  }

  private static func known(_ error: any Error) -> (Int32, String)? {
    switch error {
    case let error as EventLogError: (status(error.code), error.message)
    case let error as ArchiveError: (status(error.code), error.message)
    case let error as ViewError: (error.code == .diskFull ? inputOutput : software, error.message)
    case let error as IntakeError: (noInput, error.description)
    case let error as IndexError: (status(error.code), error.message)
    case let error as CheckpointError: (badInput, error.description)
    case let error as NoteError: (badInput, error.description)
    default: nil
    }
  }

  private static func status(_ code: EventLogError.Code) -> Int32 {
    switch code {
    case .wrongRootKey, .newerFormat: configuration
    case .archiveInUse: tryLater
    case .noArchive, .notFound, .erased, .unreadableSource: noInput
    case .alreadyExists: cannotCreate
    case .corrupted: badInput
    case .diskFull, .readOnly: inputOutput
    case .permissionDenied: notPermitted
    case .closed, .storage: software
    }
  }

  private static func status(_ code: IndexError.Code) -> Int32 {
    switch code {
    case .diskFull, .unwritable, .unreadable: inputOutput
    case .missing: noInput
    case .damaged: badInput
    case .tooLarge: usage
    default: software
    }
  }

  private static func status(_ code: ArchiveError.Code) -> Int32 {
    switch code {
    case .notAnArchive: noInput
    case .badSettings, .newerFormat, .missingKey, .badKey: configuration
    case .alreadyExists, .cannotCreate: cannotCreate
    }
  }

  /// One line on standard error.
  static func say(_ message: String) {
    FileHandle.standardError.write(Data("evrak: \(message)\n".utf8))
  }
}
