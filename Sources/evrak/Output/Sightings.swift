import Archive
import ArchiveEvents
import EventLog
import Views

/// The places where an item was seen, the capture first.
enum Sightings {
  struct Place {
    let position: Position
    let sighting: Sighting

    var text: String {
      // A meeting note is in no mailbox.
      var parts = sighting.account.isEmpty ? [] : ["in \(sighting.account)"]
      if !sighting.owner.isEmpty, !sighting.account.isEmpty { parts.append("of \(sighting.owner)") }
      if !sighting.folder.isEmpty { parts.append("folder \(sighting.folder)") }
      parts.append(source)
      return parts.joined(separator: ", ") + " (position \(position))"
    }

    private var source: String {
      switch sighting.source {
      case .file(let file): file.place
      case .imap(let imap): "\(imap.server) \(imap.mailbox) UID \(imap.uid)"
      case .smtp(let smtp): "SMTP from \(smtp.peer)"
      case .form(let form): "entered by \(form.user)"
      case .webhook(let hook): "webhook of \(hook.provider)"
      case nil: "place not recorded"
      }
    }

    var json: JSONLine {
      .object([
        ("position", .unsigned(position.rawValue)), ("account", .string(sighting.account)),
        ("owner", .string(sighting.owner)), ("folder", .string(sighting.folder)), ("flags", .string(sighting.flags)),
        ("source", .string(source)), ("defects", .strings(sighting.defects)),
      ])
    }
  }

  static func of(_ event: RecordedEvent, in readable: ReadableArchive) throws -> [Place] {
    var events = [event]
    for position in try readable.timelines.sightings(ofItemAt: event.position) {
      if let sighting = try readable.archive.log.event(at: position) { events.append(sighting) }
    }
    return events.compactMap { event in
      event.payload?.event?.sighting.map { Place(position: event.position, sighting: $0) }
    }
  }
}

extension FileSource {
  /// The file, with the place in it where it holds many items.
  var place: String { [.mbox, .smsBackup, .ndjson].contains(format) ? "\(path)@\(offset)" : path }
}
