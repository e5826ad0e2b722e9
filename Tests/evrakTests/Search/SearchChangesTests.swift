import Foundation
import Testing

/// What changes about items that are found already.
@Suite("Changes that searches follow")
struct SearchChangesTests {
  @Test("an item that is seen again in another account is found by both, once")
  func sightings() throws {
    let space = try Workspace()
    let file = try space.write("a/letter.eml", Workspace.letter("Çimento fiyatları.", subject: "çimento", number: 1))
    for account in ["info@meltem.example", "satis@meltem.example"] {
      let taken = try space.evrak(
        "import", file, "--account", account, "--owner", "Owner of \(account.prefix(4))", "--new-account")
      #expect(taken.status == 0, "\(taken.errors)")
    }
    #expect(try space.total("çimento") == 1)
    for account in ["info@meltem.example", "satis@meltem.example"] {
      #expect(try space.total("account:\(account)") == 1)
    }
    #expect(try space.total("account:info* account:satis*") == 1)
    #expect(try space.total("owner:\"owner of info\"") == 1 && space.total("owner:\"owner of sati\"") == 1)
    #expect(try space.search("*", "--facets", "account").facet("account").count == 2)
  }

  @Test("a note is found by its first text and by what amended it")
  func amended() throws {
    let space = try RecordTests.office()
    let made = try space.evrak(
      "record", "note", "--with", "derya aksoy", "--text", "Travertenden konuştuk.", "--purpose", "Ziyaret", "--json")
    let item = try #require(try made.objects().first?["item"] as? String)
    #expect(try space.search("traverten").items.first?["item"] as? String == item && space.total("is:amended") == 0)
    let changed = try space.evrak(
      "record", "note", "--amends", item, "--text", "Mermerden konuştuk.", "--follow-up", "2026-05-01", "--json")
    #expect(changed.status == 0, "\(changed.errors)")
    for query in ["traverten", "mermer", "is:amended", "has:followup", "durum:düzeltilmiş", "traverten mermer"] {
      #expect(try space.search(query).items.compactMap { $0["item"] as? String } == [item], "\(query)")
    }
    #expect(try space.search("mermer").snippets.first?.contains("Mermerden") == true)
    #expect(try space.total("*") == 1)
  }

  @Test("a contact's new number finds what passed on it before")
  func linked() throws {
    let space = try RecordTests.office()
    let sent = try space.evrak(
      "record", "sms", "--account", "+90 232 555 01 10", "--from", "0532 555 01 99", "--text", "Yola çıktık.")
    #expect(sent.status == 0, "\(sent.errors)")
    #expect(try space.total("contact:\"derya aksoy\" yola") == 0 && space.total("contact:\"0532 555 01 99\"") == 1)
    #expect(try space.evrak("contact", "link", "Derya Aksoy", "--phone", "0532 555 01 99").status == 0)
    #expect(try space.total("contact:\"derya aksoy\" yola") == 1)
  }

  @Test("a new owner of an account has its history, the one before keeps it")
  func owner() throws {
    let space = try RecordTests.office()
    try space.take([Workspace.letter("Devir yazısı.")])
    #expect(try space.total("owner:\"selin karadağ\"") == 1 && space.total("owner:\"deniz yalçın\"") == 0)
    #expect(try space.evrak("accounts", "edit", "info@meltem.example", "--owner", "Deniz Yalçın").status == 0)
    #expect(try space.total("owner:\"deniz yalçın\"") == 1)
  }

  @Test("mails with signatures, encryption and damage are found as such")
  func states() throws {
    let space = try Workspace()
    let signed = Workspace.letter("gövde", subject: "imzalı").replacingOccurrences(
      of: "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit",
      with: "Content-Type: multipart/signed; micalg=pgp-sha256; protocol=\"application/pgp-signature\"; boundary=b"
    ).replacingOccurrences(
      of: "gövde",
      with:
        "--b\nContent-Type: text/plain; charset=utf-8\n\nanlaşıldı\n--b\nContent-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n--b--"
    )
    let sealed = Workspace.letter("gövde", subject: "şifreli").replacingOccurrences(
      of: "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit",
      with: "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b"
    ).replacingOccurrences(
      of: "gövde",
      with:
        "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n\nhQ==\n-----END PGP MESSAGE-----\n--b--"
    )
    try space.take([signed, sealed])
    #expect(try space.search("is:signed").subjects == ["imzalı"] && space.search("durum:imzalı anlaşıldı").total == 1)
    #expect(try space.search("is:encrypted").subjects == ["şifreli"])
  }
}
