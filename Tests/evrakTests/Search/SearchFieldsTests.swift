import Foundation
import Testing

extension CompanySearch {
  @Suite("fields")
  struct Fields {
    private let space: Workspace

    init() throws { space = try CompanySearch.space() }

    @Test(
      "the Turkish name finds what the English one does, and something",
      arguments: [
        ("from:onur", "kimden:ONUR"), ("from:onur", "gönderen:onur"), ("to:zeynep", "kime:zeynep"),
        ("to:zeynep", "ALICI:zeynep"), ("cc:muhasebe", "bilgi:muhasebe"), ("contact:onur", "kişi:onur"),
        ("contact:onur", "muhatap:onur"), ("org:lindenau", "kurum:lindenau"), ("org:lindenau", "sirket:lindenau"),
        ("subject:sıva", "konu:siva"), ("body:fatura", "metin:fatura"), ("body:fatura", "gövde:fatura"),
        ("own:fatura", "yazdığı:fatura"), ("attachment:fatura", "ek:fatura"), ("filename:dekont", "dosya:dekont"),
        ("account:depo*", "hesap:depo*"), ("owner:aylin*", "sahip:AYLİN*"), ("thread:33", "yazışma:33"),
        ("ref:KZ-2024-118", "sayı:KZ-2024-118"), ("channel:email", "kanal:e-posta"), ("channel:sms", "kanal:mesaj"),
        ("channel:fax", "kanal:faks"), ("channel:note", "kanal:toplantı"), ("direction:inbound", "yön:gelen"),
        ("direction:outbound", "yön:giden"), ("direction:internal", "yön:iç"), ("is:bounce", "durum:geri-dönen"),
        ("is:autoreply", "durum:otomatik"), ("is:receipt", "durum:okundu"), ("has:attachment", "var:ek"),
        ("has:followup", "var:takip"), ("lang:tr", "dil:türkçe"), ("lang:en", "dil:İNGİLİZCE"),
        ("date:2025-10", "tarih:10.2025"), ("since:2025-10", "itibaren:2025-10"), ("since:2025-10", "beri:2025-10"),
        ("until:2025-10", "kadar:2025-10"), ("until:2025-10", "dek:2025-10"), ("after:2025-10", "sonra:2025-10"),
        ("before:2025-10", "önce:2025-10"), ("size:<1k", "boyut:<1k"),
      ])
    func names(english: String, turkish: String) throws {
      let found = try space.search(english)
      #expect(found.total > 0 && found.total < 355, "\(english)")
      #expect(try space.search(turkish).positions == found.positions, "\(turkish)")
    }

    @Test("channels and directions are those that were imported")
    func channels() throws {
      for (channel, count) in ["email": 239, "sms": 71, "fax": 15, "note": 30] {
        let items = try space.search("channel:\(channel)").items
        #expect(items.count == count && items.allSatisfy { $0["channel"] as? String == channel })
      }
      let directed = try ["inbound", "outbound", "internal"].map { direction in
        let items = try space.search("direction:\(direction)").items
        #expect(items.allSatisfy { $0["direction"] as? String == direction })
        return items.count
      }
      // A meeting goes neither way.
      #expect(directed.reduce(0, +) == 355 - 30)
    }

    @Test("words in a field are found nowhere else")
    func texts() throws {
      let subjects = try space.search("subject:hatırlatma").subjects
      #expect(!subjects.isEmpty && subjects.allSatisfy { $0.lowercased().contains("hatırlatma") })
      let (own, all) = (try space.total("own:fatura"), try space.total("body:fatura"))
      #expect(own < all, "what a mail only quotes is left out")
      #expect(try space.total("filename:lindenau-plan-2026.docx") == 1)
      #expect(try space.total("subject:(hatırlatma OR dekont)") == space.total("subject:hatırlatma OR subject:dekont"))
    }

    @Test("a contact is found with all addresses and numbers, however it is named")
    func contacts() throws {
      let channels = try space.search("contact:\"Onur Bilgin\"").items.compactMap { $0["channel"] as? String }
      #expect(Set(channels).isSuperset(of: ["email", "sms"]))
      let zeynep = try space.total("contact:\"zeynep tunali\"")
      #expect(try zeynep > 0 && (try space.total("contact:\"Zeynep Tunalı\"")) == zeynep)
      let number = try space.total("contact:+905325550150")
      #expect(try number > 0 && (try space.total("contact:\"0532 555 01 50\"")) == number)
      #expect(try space.total("contact:nobody") == 0)
      for (query, timeline) in [
        ("contact:katrin", "katrin.lindenau@posta.example"), ("contact:KORFEZBANK", "KORFEZBANK"),
      ] {
        let found = Set(try space.search(query).positions)
        let shown = try space.evrak("timeline", timeline, "--json", "--limit", "1000").objects().compactMap {
          $0["position"] as? Int
        }
        #expect(!shown.isEmpty && found.isSuperset(of: shown), "\(query)")
      }
    }

    @Test("an organisation is its people; who wrote from its office is not the organisation")
    func organisations() throws {
      let house = try space.search("org:\"Kuzey İnşaat\"")
      let timeline = try space.evrak("timeline", "Kuzey İnşaat", "--json", "--limit", "1000").objects()
      #expect(Set(house.positions) == Set(timeline.compactMap { $0["position"] as? Int }) && house.total > 30)
      #expect(Set(house.items.compactMap { $0["channel"] as? String }) == ["email", "sms", "fax", "note"])
      let buyer = try space.search("contact:\"Derya Aksoy\"")
      #expect(buyer.total < house.total && buyer.total > 10)
      #expect(try Set(try space.search("contact:\"Derya Aksoy\" from:pelin").subjects).isEmpty)
    }

    @Test("an account by its name, an alias or a number as it is dialled")
    func accounts() throws {
      #expect(try space.total("account:info@meltem-yapi.example") == 49)
      #expect(
        try space.total("account:satis@meltem-yapi.example") == 49
          && space.total("account:INFO@Meltem-Yapi.example") == 49)
      for number in ["+902325550111", "02325550111", "\"0232 555 01 11\"", "\"+90 (232) 555 0111\""] {
        #expect(try space.total("account:\(number)") == 15, "\(number)")
      }
      // Seen in two mailboxes: an item of both.
      #expect(try space.total("account:muhasebe@meltem-yapi.example") == 72 && space.total("account:depo*") == 55)
      #expect(try space.total("account:info@meltem-yapi.example account:muhasebe@meltem-yapi.example") > 0)
      #expect(try space.total("account:info") == 0 && space.total("account:info*") == 49)
    }

    @Test("an owner by the whole name or its beginning")
    func owners() throws {
      let hers = try space.total("owner:\"Aylin Ersoy\"")
      #expect(
        try hers >= 110 && (try space.total("owner:\"AYLİN ERSOY\"")) == hers
          && (try space.total("owner:aylin*")) == hers)
      #expect(try space.total("owner:aylin") == 0)
    }

    @Test("a thread by its first item, by any item, by an id")
    func threads() throws {
      let item = try #require(try space.search("subject:\"Çerçeve anlaşma taslağı\" channel:email").items.first)
      let thread = try #require(item["thread"] as? Int)
      let whole = try space.search("thread:\(thread)")
      #expect(whole.total > 2 && whole.items.allSatisfy { $0["thread"] as? Int == thread })
      for value in [try #require(item["position"] as? Int).description, try #require(item["item"] as? String)] {
        #expect(try space.search("thread:\(value)").positions == whole.positions, "\(value)")
      }
      #expect(try space.total("thread:999999") == 0)
    }

    @Test("one item by its id, the beginning of it, its position, its Message-ID")
    func ids() throws {
      let item = try #require(try space.search("subject:\"Fatura MLT2025000000088\"").items.first)
      let id = try #require(item["item"] as? String)
      let messageID = try #require(item["message_id"] as? String)
      let position = try #require(item["position"] as? Int)
      for value in [id, String(id.prefix(20)), "\(id.prefix(30))*", id.uppercased(), "\(position)"] {
        #expect(try space.search("id:\(value)").positions == [position], "\(value)")
      }
      for value in [messageID, "<\(messageID)>", "\(messageID.prefix(20))*"] {
        #expect(try space.search("id:\(value)").positions.contains(position), "\(value)")
      }
      #expect(try space.total("id:0000000000") == 0)
      #expect(try space.total("id:\(id.prefix(8))*") > 0)
    }

    @Test("reports, receipts, automatic replies, follow-ups and files")
    func states() throws {
      #expect(try space.search("is:receipt").items.count == 1)
      let bounces = try space.search("is:bounce")
      #expect(bounces.total >= 6 && bounces.items.allSatisfy { $0["channel"] as? String == "email" })
      #expect(try space.total("is:autoreply") >= 5 && space.total("is:autoreply is:bounce") == 0)
      let due = try space.search("has:followup")
      #expect(due.total > 0 && due.items.allSatisfy { $0["channel"] as? String == "note" })
      #expect(try space.total("has:attachment channel:fax") == 15 && space.total("is:waiting") == 0)
      #expect(try space.total("is:amended") == 0 && space.total("is:encrypted") == 0)
    }

    @Test("languages of the items' own words")
    func languages() throws {
      #expect(try space.search("lang:tr").subjects.contains("Fatura MLT2024000000412"))
      #expect(try space.search("lang:en").subjects.contains("Terrazzo for a café in Leeds"))
      #expect(try space.search("lang:de").subjects == ["Ihre Reservierung 4471 am 28.11."])
    }
  }
}
