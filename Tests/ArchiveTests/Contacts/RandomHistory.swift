import Archive
import ArchiveEvents
import EventLog
import Foundation
import Views

/// What may happen in an office, in any order, told to an archive and to a model alike.
struct RandomHistory {
  private var random: NumberedGenerator
  private let office: Office
  var model = TimelineModel()
  private var count = 0
  private var mails: [Mail] = []

  private static let houses = ["musteri.example", "tedarikci.example", "kuzey.com.tr"]
  private static let addresses = (0..<9).map { "kisi\($0)@\(houses[$0 % 3])" }
  private static let ours = ["info@firma.example", "satis@firma.example", "depo@sube.example"]
  private static let numbers = (0..<5).map { "+90532555011\($0)" } + ["EGEKARGO"]
  private static let lines = ["+902325550110", "+902325550111"]
  private static let names = ["Derya Aksoy", "Onur Bilgin", "Büşra Güneş"]
  private static let owners = ["Selin Karadağ", "Murat Tezel"]
  /// 2025-01-01T00:00:00Z, and a year from there.
  private static let start = 1_735_689_600
  private static let period = 365 * 86_400

  init(_ office: Office, seed: UInt64) {
    self.office = office
    random = NumberedGenerator(seed)
  }

  mutating func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }

  private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// A moment, often the same as another one.
  private mutating func moment() -> Int { Self.start + below(40) * (Self.period / 40) }

  private mutating func day() -> String { below(3) == 0 ? "" : TimelineModel.Item.day(moment(), zone: 0) }

  private mutating func anybody() -> [IdentityKey] {
    let texts = [pick(Self.addresses), pick(Self.numbers), pick(Self.ours), pick(Self.names)]
    return texts.compactMap { IdentityKey(typed: $0, region: nil) ?? IdentityKey(name: $0) }
  }

  /// Contacts whose id is known.
  private mutating func contact() -> ContactID? {
    let known = model.people.compactMap(\.id)
    return known.isEmpty ? nil : pick(known)
  }

  // MARK: Telling

  /// Something happens: the event, and what the model is told when its position is known.
  mutating func next() -> (EventDraft, Telling)? {
    count += 1
    switch below(20) {
    case 0..<6: return mail()
    case 6..<8: return message()
    case 8: return fax()
    case 9..<11: return note()
    case 11..<14: return change()
    case 14: return account()
    case 15..<17: return bond()
    default: return merge()
    }
  }

  enum Telling {
    case item(TimelineModel.Item, account: String, owner: String)
    case sighting(account: String, owner: String)
    case event
  }

  /// What the model is told once the log has the event.
  mutating func tell(_ draft: EventDraft, _ telling: Telling, _ outcome: AppendOutcome) {
    let log = office.archive.log
    switch telling {
    case .item(var item, let account, let owner):
      item.position = outcome.position.rawValue
      model.captured(item, account: account, owner: owner, log: log)
    case .sighting(let account, let owner):
      if case .sighted(_, let item) = outcome {
        model.sighted(item.position.rawValue, account: account, owner: owner)
      }
    case .event:
      switch draft.payload {
      case .contactChanged(let event): model.changed(event, log: log)
      case .contactsMerged(let event): model.merged(event)
      case .contactsUnmerged(let event): model.unmerged(event)
      case .affiliationChanged(let event): model.affiliated(event)
      case .accountChanged(let event): model.declared(event)
      default: break
      }
    }
  }

  private mutating func mail() -> (EventDraft, Telling)? {
    if below(6) == 0, var copy = mails.randomElement(using: &random) {
      (copy.account, copy.owner) = (pick(Self.ours), pick(Self.owners + [""]))
      return (copy.draft("again\(count)"), .sighting(account: copy.account, owner: copy.owner))
    }
    var mail = Mail("m\(count)", date: moment())
    let everybody = Self.addresses + Self.ours
    mail.from = pick(everybody)
    mail.to = (0..<1 + below(3)).map { _ in pick(everybody) }
    mail.cc = (0..<below(2)).map { _ in pick(everybody).uppercased() }
    mail.account = pick(Self.ours)
    mail.owner = pick(Self.owners + [""])
    var item = TimelineModel.Item(
      channel: .email, seconds: mail.date ?? 0, day: TimelineModel.Item.day(mail.date ?? 0, zone: 0))
    item.senders = [mail.from].compactMap { IdentityKey(mailAddress: $0) }
    item.receivers = (mail.to + mail.cc).compactMap { IdentityKey(mailAddress: $0) }
    mails.append(mail)
    return (mail.draft, .item(item, account: mail.account, owner: mail.owner))
  }

  private mutating func message() -> (EventDraft, Telling)? {
    let (line, other, owner) = (pick(Self.lines), pick(Self.numbers), pick(Self.owners))
    let isSent = below(2) == 0
    let stated: Direction = below(2) == 0 ? .unspecified : isSent ? .outbound : .inbound
    let draft = Drafts.message(
      "iletişim \(count)", from: isSent ? line : other, to: [isSent ? other : line], at: moment(), direction: stated,
      account: line, owner: owner)
    guard case .textMessageCaptured(let event) = draft.payload else { return nil }
    let seconds = Int(event.sentAtUs / 1_000_000)
    return (draft, .item(phone(.textMessage, seconds, event.from, event.to, stated), account: line, owner: owner))
  }

  private mutating func fax() -> (EventDraft, Telling)? {
    let (line, other, owner) = (pick(Self.lines), pick(Self.numbers), pick(Self.owners))
    let draft = Drafts.fax("f\(count).tif", from: other, to: line, at: moment(), account: line, owner: owner)
    guard case .faxCaptured(let event) = draft.payload else { return nil }
    let seconds = Int(event.transmittedAtUs / 1_000_000)
    return (draft, .item(phone(.fax, seconds, event.from, [event.to], .unspecified), account: line, owner: owner))
  }

  private func phone(
    _ channel: Channel, _ seconds: Int, _ from: PhoneParticipant, _ to: [PhoneParticipant], _ stated: Direction
  ) -> TimelineModel.Item {
    TimelineModel.Item(
      channel: channel, stated: stated == .unspecified ? nil : stated, seconds: seconds,
      day: TimelineModel.Item.day(seconds, zone: 0), senders: [IdentityKey(from)].compactMap { $0 },
      receivers: to.compactMap { IdentityKey($0) })
  }

  private mutating func note() -> (EventDraft, Telling)? {
    let keys = Array(anybody().prefix(1 + below(3)))
    let named = below(2) == 0 ? contact() : nil
    // Late in the evening of Greenwich it is the next day in İzmir.
    let (seconds, author) = (moment() + 22 * 3_600, pick(Self.owners))
    let people = keys.map(\.value) + [named?.description].compactMap { $0 }
    let draft = Drafts.note("görüşme \(count)", with: people, at: seconds, author: author, zone: 180)
    let item = TimelineModel.Item(
      channel: .note, stated: .unspecified, seconds: seconds, day: TimelineModel.Item.day(seconds, zone: 180),
      receivers: keys, named: [named.flatMap { model.person($0) }].compactMap { $0 })
    return (draft, .item(item, account: "", owner: author))
  }

  private mutating func change() -> (EventDraft, Telling)? {
    let key = pick(anybody())
    let id = below(6) == 0 ? office.archive.newContactID(first: below(2) == 0 ? key : nil) : contact()
    guard let id else { return nil }
    let draft: EventDraft
    switch below(4) {
    case 0: draft = Drafts.contact(id, name: pick(Self.names), kind: pick([.person, .organisation]))
    case 1: draft = Drafts.contact(id, link: [key, pick(anybody())])
    case 2: draft = Drafts.contact(id, unlink: Array(model.person(id).map { model.keys(model.root($0)) } ?? []).min())
    default: draft = Drafts.contact(id, add: [pick(["müşteri", "nakliye"])], remove: [pick(["müşteri", "aday"])])
    }
    return (draft, .event)
  }

  private mutating func account() -> (EventDraft, Telling)? {
    let aliases = ["@firma.example", "kisi1@tedarikci.example", "+905325550113", "@sube.example"].filter { _ in
      below(3) == 0
    }
    let draft = Drafts.account(
      pick(Self.ours + Self.lines), owner: pick(Self.owners + ["Deniz Yalçın", ""]), aliases: aliases,
      retired: below(4) == 0)
    return (draft, .event)
  }

  private mutating func bond() -> (EventDraft, Telling)? {
    guard let member = contact(), let house = contact() else { return nil }
    let draft = Drafts.affiliation(
      member, house, role: pick(["", "Satın alma"]), from: day(), until: day(), never: below(5) == 0)
    return (draft, .event)
  }

  private mutating func merge() -> (EventDraft, Telling)? {
    guard let kept = contact(), let other = contact() else { return nil }
    // Mostly of what was merged.
    let merged = model.people.filter { $0.into != nil }.compactMap(\.id)
    if below(2) == 0, !merged.isEmpty {
      let one = pick(merged)
      let root = model.person(one).flatMap { model.people[model.root($0)].id }
      return (Drafts.unmerge(one, from: below(4) == 0 ? kept : root ?? kept), .event)
    }
    return (Drafts.merge(other, into: kept), .event)
  }
}

extension [IdentityKey] {
  /// The first in the order of their texts, so that a test is the same each time.
  fileprivate func min() -> [IdentityKey] { self.min { $0.value < $1.value }.map { [$0] } ?? [] }
}

extension TimelineModel.Item {
  /// The civil day of a moment in a zone so many minutes east of UTC.
  static func day(_ seconds: Int, zone: Int) -> String {
    String(Timestamp(secondsSinceEpoch: Int64(seconds + zone * 60)).wholeSeconds.prefix(10))
  }
}
