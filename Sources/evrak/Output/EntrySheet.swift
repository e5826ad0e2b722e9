import ArchiveEvents
import Views

/// How an item is printed in a timeline, for people and for scripts.
enum EntrySheet {
  static func json(_ entry: TimelineEntry) -> JSONLine {
    var members: [(String, JSONLine)] = [
      ("item", .string(entry.item.description)), ("position", .unsigned(entry.position.rawValue)),
      ("date", .string(EntryTime.rfc3339(entry))), ("date_source", .string(entry.timeSource.rawValue)),
      ("channel", .string(entry.channel.rawValue)), ("direction", .string(entry.direction.word)),
      ("subject", .string(entry.subject)), ("first_words", .string(entry.firstWords)),
      ("from", .array(entry.from.map(participant))), ("to", .array(entry.to.map(participant))),
      ("recipients", .count(entry.recipientCount)), ("not_indexed", .count(entry.unindexedCount)),
      (
        "files",
        .array(
          entry.files.map { .object([("name", .string($0.name)), ("media_type", .string($0.mediaType))]) })
      ),
      ("file_count", .count(entry.fileCount)), ("thread", .unsigned(entry.thread.rawValue)),
      ("same_message_id_as", entry.sameMessageID.map { .unsigned($0.rawValue) } ?? .null),
      ("message_id", .string(entry.messageID)), ("account", .string(entry.account)),
      ("folder", .string(entry.folder)), ("size", .unsigned(entry.size)),
    ]
    if entry.channel == .fax { members.append(("pages", .count(entry.pages))) }
    if entry.channel == .note {
      members += [("author", .string(entry.author)), ("medium", .string(entry.medium))]
      members.append(("follow_up", entry.followUp.map(followUp) ?? .null))
    }
    members.append(("cursor", .string(TimelineCursor(entry).description)))
    return .object(members)
  }

  /// That the item is missing from the timelines of some whom it names; empty where it is not.
  static func unindexed(_ entry: TimelineEntry) -> String {
    guard entry.unindexedCount > 0 else { return "" }
    return
      "\(entry.unindexedCount) of those whom it names: it names more than a timeline can follow, and stands in those of the others"
  }

  static func followUp(_ followUp: TimelineEntry.FollowUp) -> JSONLine {
    .object([
      ("due", .string(followUp.due)), ("responsible", .strings(followUp.responsible)), ("text", .string(followUp.text)),
    ])
  }

  private static func participant(_ participant: TimelineEntry.Participant) -> JSONLine {
    .object([
      ("name", participant.name.isEmpty ? .null : .string(participant.name)), ("address", .string(participant.address)),
      ("contact_name", .optional(participant.contactName)),
    ])
  }

  static func line(_ entry: TimelineEntry) -> String {
    let arrow =
      switch entry.direction {
      case .outbound: "→"
      case .internal: "↔"
      case .inbound: "←"
      default: entry.channel == .note ? "·" : "←"
      }
    let others = entry.direction == .outbound || entry.channel == .note ? entry.to : entry.from
    let who = others.first.map { $0.name.isEmpty ? $0.contactName ?? $0.address : $0.name } ?? "(unknown)"
    let isListed = entry.direction == .outbound || entry.channel == .note
    let more = isListed && entry.recipientCount > 1 ? " +\(entry.recipientCount - 1)" : ""
    return
      "\(EntryTime.short(entry))  \(column(channel(entry), 5)) \(arrow) \(column(printable(who + more), 26))  \(printable(what(entry)))  [\(entry.position)]"
  }

  private static func channel(_ entry: TimelineEntry) -> String {
    switch entry.channel {
    case .email: "mail"
    case .textMessage: "sms"
    case .fax: "fax"
    case .note: entry.medium == "other" ? "note" : entry.medium
    }
  }

  /// Subject or first words, and what else must be seen at a glance.
  private static func what(_ entry: TimelineEntry) -> String {
    var text = entry.subject.isEmpty ? entry.firstWords : entry.subject
    if text.isEmpty { text = entry.channel == .email ? "(no subject)" : "" }
    var marks: [String] = []
    if entry.channel == .fax {
      marks.append(entry.pages == 1 ? "1 page" : entry.pages == 0 ? "pages not counted" : "\(entry.pages) pages")
    } else if entry.fileCount > 0 {
      let first = entry.files.first.map { $0.name.isEmpty ? $0.mediaType : $0.name } ?? ""
      marks.append(entry.fileCount == 1 ? first : "\(first) +\(entry.fileCount - 1)")
    }
    if entry.unindexedCount > 0 { marks.append("not in the timelines of \(entry.unindexedCount) of them") }
    if let followUp = entry.followUp { marks.append("follow up \(followUp.due)") }
    if let other = entry.sameMessageID { marks.append("same Message-ID as \(other)") }
    return marks.isEmpty ? text : "\(text)\(text.isEmpty ? "" : "  ")(\(marks.joined(separator: "; ")))"
  }

  private static func column(_ text: String, _ width: Int) -> String {
    let count = text.count
    return count <= width ? text + String(repeating: " ", count: width - count) : text.prefix(width - 1) + "…"
  }
}

extension Direction {
  var word: String {
    switch self {
    case .inbound: "inbound"
    case .outbound: "outbound"
    case .internal: "internal"
    default: "unknown"
    }
  }
}
