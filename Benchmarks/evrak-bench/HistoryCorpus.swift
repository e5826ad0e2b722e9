import Archive
import ArchiveEvents
import EventLog
import Foundation
import SwiftProtobuf
import Views

/// The invented correspondence of a large office on all channels: the same for the same numbers.
struct HistoryCorpus {
  static let accounts = ["info@buro.example", "satis@buro.example", "+902325550110", "+902325550111"]
  static let owners = ["Selin Karadağ", "Murat Tezel"]
  private static let given = ["Ayşe", "Derya", "Onur", "Işıl", "İbrahim", "Nora", "Tom", "Zeynep", "Çağla", "Ümit"]
  private static let family = [
    "Aksoy", "Bilgin", "Şahin", "Yılmaz", "Ashdown", "Öztürk", "Çınar", "Karadağ", "Ünal", "Ersoy",
  ]
  private static let words =
    "teklif sipariş teslimat fatura ödeme numune gecikme toplantı onay palet invoice order delivery sample draft".split(
      separator: " ")

  let items: Int
  let contacts: Int
  private var random = SplitMix(state: 4)
  private var lastMessage: [Int: String] = [:]

  init(items: Int, contacts: Int) {
    self.items = items
    self.contacts = contacts
  }

  func address(_ contact: Int) -> String { "kisi\(contact)@firma\(contact / 10).example" }
  func number(_ contact: Int) -> String { "+90532\(String(format: "%07d", 5_550_000 + contact))" }
  func name(_ contact: Int) -> String {
    "\(Self.given[contact % 10]) \(Self.family[contact / 10 % 10])\(contact / 100 == 0 ? "" : " \(contact / 100)")"
  }
  func organisation(_ number: Int) -> String { "firma\(number).example" }
  var organisations: Int { contacts / 10 }

  /// Appends all: contacts with numbers, organisations with their people, merges; then the items.
  mutating func fill(_ archive: Archive) throws {
    let log = archive.log
    for account in Self.accounts {
      let event = AccountChanged.with {
        $0.account = account
        $0.owner = Self.owners[0]
        $0.kind = account.contains("@") ? .mailbox : .phoneLine
      }
      _ = try log.appendAndWait([EventDraft(.accountChanged(event))])
    }
    for start in stride(from: 0, to: contacts, by: 200) {
      _ = try log.appendAndWait((start..<min(start + 200, contacts)).flatMap { people($0, archive) })
    }
    for start in stride(from: 0, to: items, by: 200) {
      var drafts: [EventDraft] = []
      for number in start..<min(start + 200, items) { drafts.append(item(number)) }
      _ = try log.appendAndWait(drafts)
    }
  }

  private func people(_ number: Int, _ archive: Archive) -> [EventDraft] {
    let mail = IdentityKey(mailAddress: address(number))
    let id = archive.newContactID(first: mail)
    let house = archive.newContactID(first: IdentityKey(domain: organisation(number / 10)))
    var drafts: [EventDraft] = []
    if number % 10 == 0 {
      let event = ContactChanged.with {
        $0.contactID = Data(house.bytes)
        $0.kind = .organisation
        $0.name = "Firma \(number / 10)"
        $0.identitiesLinked = [IdentityKey(domain: organisation(number / 10))].compactMap { $0?.recorded() }
      }
      drafts.append(EventDraft(.contactChanged(event)))
    }
    let event = ContactChanged.with {
      $0.contactID = Data(id.bytes)
      $0.kind = .person
      $0.name = name(number)
      $0.identitiesLinked = [
        mail?.recorded(),
        Identity.with {
          $0.kind = .phoneNumber
          $0.value = self.number(number)
        },
      ].compactMap { $0 }
    }
    drafts.append(EventDraft(.contactChanged(event)))
    let affiliation = AffiliationChanged.with {
      $0.memberID = Data(id.bytes)
      $0.organisationID = Data(house.bytes)
      $0.role = "Satın Alma"
    }
    drafts.append(EventDraft(.affiliationChanged(affiliation)))
    return drafts
  }

  /// One in eight items is of the busiest contact, the rest are spread with few having many.
  private mutating func someone() -> Int {
    if random.next(8) == 0 { return 0 }
    let span = 1 + random.next(contacts)
    return random.next(span)
  }

  private mutating func item(_ number: Int) -> EventDraft {
    let contact = someone()
    let isOutbound = random.next(5) < 2
    // Two years, with the late ones that every import has.
    let time = 1_700_000_000 + number * 630 - random.next(400_000)
    switch random.next(20) {
    case 0: return fax(number, contact, isOutbound, time)
    case 1: return note(number, contact, time)
    case 2...5: return textMessage(number, contact, isOutbound, time)
    default: return mail(number, contact, isOutbound, time)
    }
  }

  private mutating func text(_ count: Int) -> String {
    (0..<count).map { _ in Self.words[random.next(Self.words.count)] }.joined(separator: " ")
  }

  private mutating func mail(_ number: Int, _ contact: Int, _ isOutbound: Bool, _ time: Int) -> EventDraft {
    let account = Self.accounts[random.next(3) == 0 ? 1 : 0]
    let them = "\(name(contact)) <\(address(contact))>"
    let id = "m\(number)@\(isOutbound ? "buro.example" : organisation(contact / 10))"
    let copies = random.next(4) == 0 ? "Cc: \(address((contact + 1) % contacts))\r\n" : ""
    let reference = lastMessage[contact].map { "In-Reply-To: <\($0)>\r\nReferences: <\($0)>\r\n" } ?? ""
    lastMessage[contact] = random.next(4) == 0 ? nil : id
    var date = tm()
    var seconds = time_t(time)
    gmtime_r(&seconds, &date)
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let head =
      "From: \(isOutbound ? "Selin <\(account)>" : them)\r\nTo: \(isOutbound ? them : account)\r\n\(copies)"
      + "Subject: \(text(5)) \(number)\r\nMessage-ID: <\(id)>\r\n\(reference)"
      + String(
        format: "Date: %d %@ %d %02d:%02d:%02d +0300\r\n", date.tm_mday, months[Int(date.tm_mon)], date.tm_year + 1_900,
        date.tm_hour, date.tm_min, date.tm_sec)
      + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    let event = EmailCaptured.with {
      $0.sighting.account = account
      $0.sighting.owner = Self.owners[account == Self.accounts[0] ? 0 : 1]
      $0.sighting.folder = "INBOX"
      $0.sighting.file.format = .maildir
      $0.sighting.file.path = "/mail/\(account)/cur/\(number):2,S"
    }
    return EventDraft(.emailCaptured(event), content: .bytes(Array((head + text(60 + random.next(300)) + "\r\n").utf8)))
  }

  private mutating func textMessage(_ number: Int, _ contact: Int, _ isOutbound: Bool, _ time: Int) -> EventDraft {
    let words = text(4 + random.next(16))
    let (ours, theirs) = (Self.participant(Self.accounts[2]), Self.participant(self.number(contact)))
    let event = TextMessageCaptured.with {
      $0.sighting = Self.sighting(Self.accounts[2], number)
      $0.direction = isOutbound ? .outbound : .inbound
      $0.sentAtUs = Int64(time) * 1_000_000
      $0.from = isOutbound ? ours : theirs
      $0.to = [isOutbound ? theirs : ours]
      $0.text = words
    }
    return EventDraft(
      .textMessageCaptured(event), content: .bytes(Array("{\"n\":\(number),\"text\":\"\(words)\"}".utf8)))
  }

  private mutating func fax(_ number: Int, _ contact: Int, _ isOutbound: Bool, _ time: Int) -> EventDraft {
    let (ours, theirs) = (Self.participant(Self.accounts[3]), Self.participant(self.number(contact)))
    let event = FaxCaptured.with {
      $0.sighting = Self.sighting(Self.accounts[3], number)
      $0.direction = isOutbound ? .outbound : .inbound
      $0.transmittedAtUs = Int64(time) * 1_000_000
      $0.timeOrigin = .stated
      $0.from = isOutbound ? ours : theirs
      $0.to = isOutbound ? theirs : ours
      $0.pages = 2
      $0.mediaType = "image/tiff"
      $0.documentName = "\(number).tif"
    }
    return EventDraft(.faxCaptured(event), content: .bytes(Array("II*\0 page \(number) \(text(100))".utf8)))
  }

  private mutating func note(_ number: Int, _ contact: Int, _ time: Int) -> EventDraft {
    let (purpose, words) = (text(3), text(60))
    let event = NoteRecorded.with {
      $0.sighting.owner = Self.owners[0]
      $0.author = Self.owners[0]
      $0.heldAtUs = Int64(time) * 1_000_000
      $0.medium = .visit
      $0.purpose = purpose
      $0.text = words
      $0.participants = [
        NoteParticipant.with { $0.identity = address(contact) },
        NoteParticipant.with { $0.identity = address((contact + 3) % contacts) },
      ]
    }
    return EventDraft(.noteRecorded(event))
  }

  private static func participant(_ number: String) -> PhoneParticipant {
    PhoneParticipant.with {
      $0.number = number
      $0.e164 = number
    }
  }

  private static func sighting(_ account: String, _ number: Int) -> Sighting {
    Sighting.with {
      $0.account = account
      $0.owner = owners[0]
      $0.file.format = .ndjson
      $0.file.path = "/records/\(account).ndjson"
      $0.file.offset = UInt64(number) * 200
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood, 2014): the same numbers on every machine.
private struct SplitMix {
  var state: UInt64

  mutating func next(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(max(1, limit)))
  }
}
