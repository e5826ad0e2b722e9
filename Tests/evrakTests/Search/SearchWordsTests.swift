import Foundation
import Testing

extension CompanySearch {
  @Suite("words")
  struct Words {
    private let space: Workspace

    init() throws { space = try CompanySearch.space() }

    @Test("case, diacritics and the dots of i make no difference", arguments: ["sıva", "siva", "SIVA", "SİVA", "sIvA"])
    func forms(query: String) throws {
      let answer = try space.search(query)
      #expect(try answer.total == (try space.total("sıva")) && answer.total > 10)
      let subjects = answer.subjects
      // usta.kemal wrote without Turkish letters, others with them.
      #expect(subjects.contains("siva") && subjects.contains("Sıva bitti, şantiye boş kaldı"))
    }

    @Test("every channel is searched at once")
    func channels() throws {
      let channels = try space.search("teminat mektubu").items.compactMap { $0["channel"] as? String }
      #expect(Set(channels) == ["email", "sms", "fax", "note"])
    }

    @Test("other forms of a word are found, in Turkish and in English")
    func stems() throws {
      #expect(try space.total("fatura subject:hatırlatma") > 0)
      let invoice = try space.search("faturamızın").subjects
      #expect(invoice.contains("Fatura MLT2024000000412"))
      #expect(try space.total("pallet") == space.total("pallets"))
    }

    @Test("all words, one of them, without one")
    func operators() throws {
      let (both, first, second) = (
        try space.total("fatura dekont"), try space.total("fatura"), try space.total("dekont")
      )
      #expect(both > 0 && both < first && both < second)
      #expect(try space.total("fatura VE dekont") == both && space.total("fatura AND dekont") == both)
      let either = first + second - both
      #expect(try space.total("fatura dekont", "--any") == either && space.total("fatura OR dekont") == either)
      #expect(try space.total("fatura -dekont") == first - both && space.total("fatura NOT dekont") == first - both)
      #expect(try space.total("-fatura") == 355 - first)
      #expect(try space.total("(fatura OR dekont) -(fatura dekont)") == either - both)
      #expect(try space.total("*") == 355)
    }

    @Test("a word with a minus needs no quotation marks on the command line, an option is still one")
    func minus() throws {
      let plain = try space.evrak("search", "fatura", "-dekont", "--limit", "0", "--json").objects().first
      #expect(try plain?["total"] as? Int == space.total("fatura -dekont"))
      let mistyped = try space.evrak("search", "fatura", "--anny")
      #expect(mistyped.status == 64 && mistyped.errors.contains("--anny"))
    }

    @Test("a phrase has its words side by side and in order")
    func phrases() throws {
      let phrase = try space.total("\"çerçeve anlaşma\"")
      #expect(try phrase > 0 && phrase <= (try space.total("çerçeve anlaşma")))
      #expect(try space.total("\"CERCEVE ANLASMA\"") == phrase && space.total("“çerçeve anlaşma”") == phrase)
      #expect(try space.total("\"anlaşma çerçeve\"") == 0)
      let long = try space.search(
        "\"kesin teminat mektubu\" channel:sms OR \"Teminat mektubunu hafta içinde teslim ederiz\"")
      #expect(long.items.contains { $0["channel"] as? String == "sms" })
    }

    @Test("a beginning of a word")
    func prefixes() throws {
      let whole = try space.total("fatura")
      #expect(try space.total("fatur*") >= whole && space.total("FATUR*") == space.total("fatur*"))
      #expect(try space.total("MLT2025*") > space.total("MLT2025000000702"))
      #expect(try space.total("qxz*") == 0)
    }
  }
}

/// The letters i in one small archive, where each spelling is known.
@Suite("The four letters i")
struct DottedLettersTests {
  static let spellings = ["ısırgan", "isirgan", "ISIRGAN", "İSİRGAN"]

  @Test("each spelling finds all four, and itself first", arguments: spellings)
  func exactFirst(query: String) throws {
    let space = try Workspace()
    try space.take(
      Self.spellings.enumerated().map { Workspace.letter("Bahçede \($1) var.", subject: "n\($0)", number: $0) })
    let answer = try space.search(query)
    #expect(answer.total == 4)
    let scores = answer.items.compactMap { $0["score"] as? Double }
    #expect(scores == scores.sorted(by: >) && scores.count == 4)
    // ISIRGAN is what both ısırgan and isirgan are in capitals; İSİRGAN is isirgan in capitals alone.
    let own = try #require(Self.spellings.firstIndex(of: query))
    let best = answer.items.filter { $0["score"] as? Double == scores.first }.compactMap { $0["subject"] as? String }
    #expect(best.contains("n\(own)"), "\(answer.items)")
    #expect(try space.total("\(query.dropLast(2))*") == 4 && space.total("\"bahçede \(query)\"") == 4)
  }

  @Test("the other spelling of a word with diacritics comes behind the exact one")
  func diacritics() throws {
    let space = try Workspace()
    try space.take([
      Workspace.letter("Kar yağıyor.", subject: "kar", number: 1),
      Workspace.letter("Kâr payı.", subject: "kâr", number: 2),
    ])
    #expect(try space.search("kar").subjects == ["kar", "kâr"])
    #expect(try space.search("kâr").subjects == ["kâr", "kar"])
    #expect(try space.search("subject:kâr").total == 2)
  }
}
