import ArchiveEvents
import EventLog
import Foundation
import SwiftProtobuf
import Views

/// Events other than mails, as tests write them.
enum Drafts {
  static let office = "+902325550110"

  /// A text message; without receivers or sender, the account is the one.
  static func message(
    _ text: String, from: String = office, to: [String] = [office], at seconds: Int,
    direction: Direction = .unspecified,
    account: String = office, owner: String = "Selin Karadağ", name: String = ""
  ) -> EventDraft {
    let event = TextMessageCaptured.with {
      $0.sighting = sighting(account, owner, .ndjson, "/sms/\(text)")
      $0.direction = direction
      $0.sentAtUs = Int64(seconds) * 1_000_000
      $0.from = participant(from, name)
      $0.to = to.map { participant($0) }
      $0.text = text
    }
    return EventDraft(.textMessageCaptured(event), content: .bytes(Array("sms \(text) \(seconds)".utf8)))
  }

  static func fax(
    _ name: String, from: String = office, to: String = office, at seconds: Int, direction: Direction = .unspecified,
    account: String = office, owner: String = "Selin Karadağ", pages: UInt32 = 1
  ) -> EventDraft {
    let event = FaxCaptured.with {
      $0.sighting = sighting(account, owner, .faxImage, "/fax/\(name)")
      $0.direction = direction
      $0.transmittedAtUs = Int64(seconds) * 1_000_000
      $0.timeOrigin = .stated
      $0.from = participant(from)
      $0.to = participant(to)
      $0.pages = pages
      $0.documentName = name
      $0.mediaType = "image/tiff"
    }
    return EventDraft(.faxCaptured(event), content: .bytes(Array("fax \(name) \(seconds)".utf8)))
  }

  /// A number in E.164, or else the name of a sender.
  static func participant(_ number: String, _ name: String = "") -> PhoneParticipant {
    PhoneParticipant.with {
      $0.number = number
      $0.e164 = number.hasPrefix("+") ? number : ""
      $0.name = name
    }
  }

  /// - Parameter with: addresses, numbers and names; what looks like a contact's id is one.
  static func note(
    _ text: String, with people: [String], at seconds: Int, author: String = "Selin Karadağ", zone: Int32? = nil,
    followUp: FollowUp? = nil, files: [(name: String, bytes: [UInt8])] = []
  ) -> EventDraft {
    let event = NoteRecorded.with {
      $0.sighting.owner = author
      $0.sighting.form.user = author
      $0.author = author
      $0.participants = people.map(attendee)
      $0.heldAtUs = Int64(seconds) * 1_000_000
      if let zone { $0.zoneMinutes = zone }
      $0.medium = .visit
      $0.text = text
      if let followUp { $0.followUp = followUp }
      $0.attachmentNames = files.map(\.name)
      $0.attachmentTypes = files.map { _ in "application/pdf" }
    }
    return EventDraft(.noteRecorded(event), attachments: files.map { .bytes($0.bytes) })
  }

  static func attendee(_ text: String) -> NoteParticipant {
    NoteParticipant.with {
      if ContactID(hexadecimal: text) != nil {
        $0.contact = text
      } else if IdentityKey(typed: text, region: nil) != nil {
        $0.identity = text
      } else {
        $0.name = text
      }
    }
  }

  static func due(_ day: String, _ responsible: [String], _ text: String = "") -> FollowUp {
    FollowUp.with {
      $0.due = day
      $0.responsible = responsible
      $0.text = text
    }
  }

  // MARK: Contacts and accounts

  static func contact(
    _ id: ContactID, name: String? = nil, kind: ContactChanged.Kind? = nil, link: [IdentityKey] = [],
    unlink: [IdentityKey] = [], add: [String] = [], remove: [String] = []
  ) -> EventDraft {
    let event = ContactChanged.with {
      $0.contactID = Data(id.bytes)
      if let name { $0.name = name }
      if let kind { $0.kind = kind }
      $0.identitiesLinked = link.map { $0.recorded() }
      $0.identitiesUnlinked = unlink.map { $0.recorded() }
      $0.categoriesAdded = add
      $0.categoriesRemoved = remove
      $0.changedBy = "Selin Karadağ"
    }
    return EventDraft(.contactChanged(event))
  }

  static func merge(_ merged: ContactID, into kept: ContactID) -> EventDraft {
    let event = ContactsMerged.with {
      $0.keptID = Data(kept.bytes)
      $0.mergedID = Data(merged.bytes)
    }
    return EventDraft(.contactsMerged(event))
  }

  static func unmerge(_ merged: ContactID, from kept: ContactID) -> EventDraft {
    let event = ContactsUnmerged.with {
      $0.keptID = Data(kept.bytes)
      $0.mergedID = Data(merged.bytes)
    }
    return EventDraft(.contactsUnmerged(event))
  }

  static func affiliation(
    _ member: ContactID, _ house: ContactID, role: String = "", from: String = "", until: String = "",
    never: Bool = false
  ) -> EventDraft {
    let event = AffiliationChanged.with {
      $0.memberID = Data(member.bytes)
      $0.organisationID = Data(house.bytes)
      $0.role = role
      $0.from = from
      $0.until = until
      $0.ended = never
    }
    return EventDraft(.affiliationChanged(event))
  }

  static func account(
    _ name: String, owner: String = "", aliases: [String] = [], retired: Bool = false
  ) -> EventDraft {
    let event = AccountChanged.with {
      $0.account = name
      $0.kind = name.contains("@") ? .mailbox : .phoneLine
      $0.owner = owner
      $0.aliases = aliases
      $0.retired = retired
    }
    return EventDraft(.accountChanged(event))
  }

  private static func sighting(
    _ account: String, _ owner: String, _ format: FileSource.Format, _ path: String
  ) -> Sighting {
    Sighting.with {
      $0.account = account
      $0.owner = owner
      $0.file.format = format
      $0.file.path = path
    }
  }
}
