import Foundation
import Testing

@Suite struct ProofTests {
  private func filled() throws -> Workspace {
    let space = try Workspace()
    for number in 1...9 { _ = try space.write("mail/\(number).eml", Workspace.mail(number)) }
    _ = try space.evrak("import", space.path + "/mail", "--account", "info@meltem.example")
    return space
  }

  @Test func aProofHoldsWithThePublicKeyAlone() throws {
    let space = try filled()
    let proof = try space.write("proof.json", try space.evrak("prove", "4").output)
    let raw = try space.evrak("show", "4", "--raw")
    let message = try space.write("message.eml", raw.output)
    let stranger = Command()
    let sound = try stranger("verify", "--proof", proof, "--key", space.publicKey, "--message", message)
    #expect(sound.status == 0, "\(sound.output)")
    let other = try space.write("other.eml", raw.output + " ")
    #expect(try stranger("verify", "--proof", proof, "--key", space.publicKey, "--message", other).status == 1)
    let altered = try space.write(
      "altered.json",
      try String(contentsOfFile: proof, encoding: .utf8).replacingOccurrences(
        of: "\"position\": 4", with: "\"position\": 5"))
    #expect(try stranger("verify", "--proof", altered, "--key", space.publicKey).status == 1)
    let foreign = try Workspace()
    #expect(try stranger("verify", "--proof", proof, "--key", foreign.publicKey).status == 1)
  }

  @Test func growthIsProvedAndARewrittenLogIsExposed() throws {
    let space = try filled()
    let note = try space.write("old.note", try space.evrak("checkpoint").output)
    _ = try space.write("more/10.eml", Workspace.mail(10))
    _ = try space.evrak("import", space.path + "/more", "--account", "info@meltem.example")
    #expect(try space.evrak("verify", "--against", note).status == 0)
    let growth = try space.write("growth.json", try space.evrak("prove", "--since", note).output)
    #expect(try Command()("verify", "--proof", growth, "--key", space.publicKey, "--against", note).status == 0)

    // Somebody who holds both keys makes the log anew without one mail.
    let settings = try String(contentsOfFile: space.archive + "/archive.yaml", encoding: .utf8)
    let rewritten = try Workspace()
    for number in 2...10 { _ = try rewritten.write("mail/\(number).eml", Workspace.mail(number)) }
    _ = try rewritten.evrak("import", rewritten.path + "/mail", "--account", "info@meltem.example")
    let check = try rewritten.evrak("verify", "--against", note, "--key", space.publicKey)
    #expect(check.status == 1)
    #expect(check.output.contains("does not extend the given note"))
    #expect(settings.contains("verifier_key"))
  }

  @Test func anAlteredByteIsNamed() throws {
    let space = try filled()
    let file = space.archive + "/log/data.mdb"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    let events = try #require(bytes.firstRange(of: Data("email.captured".utf8)))
    bytes[events.lowerBound] ^= 1
    try bytes.write(to: URL(fileURLWithPath: file))
    let check = try space.evrak("verify", "--json")
    #expect(check.status == 1)
    let faults = try check.objects()
    #expect(faults.contains { $0["table"] as? String == "events" && $0["position"] != nil && $0["offset"] != nil })
  }

  @Test func filesThatCantBeReadAreAFaultAndNotACrash() throws {
    let space = try filled()
    let file = space.archive + "/log/data.mdb"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    for length in [0, 100, 4096, bytes.count / 2] {
      try bytes.prefix(length).write(to: URL(fileURLWithPath: file))
      let check = try space.evrak("verify")
      #expect(check.status == 1, "length \(length): \(check.output)\(check.errors)")
    }
  }

  @Test func aBackupIsAnArchiveAndIsRestored() throws {
    let space = try filled()
    let backup = space.path + "/backup"
    #expect(try space.evrak("backup", backup).status == 0)
    #expect(try space.evrak("verify", "--archive", backup).status == 0)
    let restored = space.path + "/restored"
    #expect(try space.evrak("restore", backup, restored).status == 0)
    let before = try space.evrak("timeline", "ayse@kuzey.example", "--json").output
    #expect(try space.evrak("timeline", "ayse@kuzey.example", "--json", "--archive", restored).output == before)
    #expect(try space.evrak("backup", backup).status == 73)
    #expect(try space.evrak("restore", backup, restored).status == 73)
  }
}
